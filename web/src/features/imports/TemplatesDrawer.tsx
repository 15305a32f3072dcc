import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Drawer, Skeleton } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';

import { download } from '@/api/http';
import { listTemplates, templateAddress, type Template, type TemplateForm } from '@/api/templates';
import { isMessageKey, useTranslator } from '@/lib/i18n/language';
import { saveFile } from '@/lib/save';
import { Failure } from '@/ui/Failure';
import { failureText } from '@/ui/failureText';

import './templates.css';

const FORMS: readonly TemplateForm[] = ['xlsx', 'csv'];

/** Files to download, fill in and import, by what they are about. */
export function TemplatesDrawer({ onClose }: { onClose: () => void }) {
  const translator = useTranslator();
  const { t } = translator;
  const templates = useQuery({
    queryKey: ['templates'],
    queryFn: ({ signal }) => listTemplates(signal),
    staleTime: Infinity,
  });
  const groups = [...new Set(templates.data?.map((one) => one.group))];
  const titleOf = (group: string) => {
    const key = `templates.group.${group}`;
    return isMessageKey(key) ? t(key) : group;
  };

  return (
    <Drawer open size={Math.min(760, window.innerWidth)} title={t('templates.title')} onClose={onClose}>
      <p>{t('templates.text')}</p>
      {templates.error !== null && <Failure failure={templates.error} onRetry={() => void templates.refetch()} />}
      {templates.isPending && <Skeleton active />}
      {groups.map((group) => (
        <section key={group} className="template-group">
          <h3>{titleOf(group)}</h3>
          <ul>
            {templates.data
              ?.filter((one) => one.group === group)
              .map((one) => (
                <TemplateItem key={one.id} template={one} />
              ))}
          </ul>
        </section>
      ))}
      {templates.data !== undefined && (
        <section className="template-group">
          <h3>{titleOf('industry')}</h3>
          <ul>
            <li className="template-item">
              <div>
                <strong>{t('benchmark.page')}</strong>
                <p>{t('templates.benchmark.text')}</p>
              </div>
              <Link to="/benchmark">{t('templates.benchmark.open')}</Link>
            </li>
          </ul>
        </section>
      )}
    </Drawer>
  );
}

function TemplateItem({ template }: { template: Template }) {
  const translator = useTranslator();
  const { t, of, language } = translator;
  const { message } = App.useApp();
  const [busy, setBusy] = useState<TemplateForm | null>(null);
  const title = of(template.title);

  const save = async (form: TemplateForm) => {
    setBusy(form);
    try {
      const file = await download(templateAddress(template.id, language, form), `${template.id}.${form}`);
      saveFile(file.content, file.name);
    } catch (failure) {
      message.error(failureText(failure, translator));
    } finally {
      setBusy(null);
    }
  };

  return (
    <li className="template-item">
      <div>
        <strong>{title}</strong>
        <p>{of(template.about)}</p>
        <p className="template-needed">
          {t('templates.needed', {
            columns: template.needed.map((header) => of(header)).join(language === 'zh-CN' ? '、' : ', '),
          })}
        </p>
      </div>
      <div className="template-forms">
        {FORMS.map((form) => (
          <Button
            key={form}
            size="small"
            icon={<DownloadOutlined />}
            loading={busy === form}
            aria-label={t('templates.download', { title, form: form.toUpperCase() })}
            onClick={() => void save(form)}
          >
            {form.toUpperCase()}
          </Button>
        ))}
      </div>
    </li>
  );
}
