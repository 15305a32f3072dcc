import { Alert, App, Button, Skeleton, Spin } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';

import { readOwn, saveOwn, type DefinitionProblem, type OwnDefinitions as Kept } from '@/api/dictionary';
import type { Shop } from '@/api/shops';
import { useTranslator } from '@/lib/i18n/language';
import { useDictionary } from '@/ui/answers';
import { Failure } from '@/ui/Failure';
import { failureText } from '@/ui/failureText';
import { Panel } from '@/ui/Panel';

import { Defined } from './Defined';
import type { Mark } from './editorParts';
import { EXAMPLE } from './example';
import { Problems } from './Problems';
import { problemText } from './problemText';
import { useChecked } from './useChecked';
import { Versions } from './Versions';

const YamlEditor = lazy(() => import('./YamlEditor'));

const KEYS = ['metrics', 'dimensions', 'title', 'text', 'expression', 'where', 'unit', 'direction', 'owner', 'from'];

/** What a shop adds to the dictionary. */
export function OwnDefinitions({ shop }: { shop: Shop }) {
  const own = useQuery({
    queryKey: ['dictionary', 'own', shop.id],
    queryFn: ({ signal }) => readOwn(shop.id, signal),
    // Who is writing is not to lose it; who comes back sees what holds.
    staleTime: Infinity,
    gcTime: 0,
  });
  if (own.error !== null && own.data === undefined) {
    return <Failure failure={own.error} onRetry={() => void own.refetch()} />;
  }
  if (own.data === undefined) {
    return <Skeleton active paragraph={{ rows: 8 }} />;
  }
  return <Editing key={own.data.version} shop={shop} kept={own.data} />;
}

function Editing({ shop, kept }: { shop: Shop; kept: Kept }) {
  const translator = useTranslator();
  const { t, of } = translator;
  const { message } = App.useApp();
  const client = useQueryClient();
  const dictionary = useDictionary(shop.id).data;
  const [text, setText] = useState(kept.text);
  const [place, setPlace] = useState<{ line: number; column: number } | null>(null);
  const check = useChecked(text, kept);
  const changed = text !== kept.text;
  const save = useMutation({
    mutationFn: () => saveOwn(shop.id, text, kept.version),
    onSuccess: async (saved) => {
      message.success(t('own.saved', { version: saved.version }));
      client.setQueryData(['dictionary', 'own', shop.id], saved);
      await Promise.all(['dictionary', 'metric'].map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
    onError: (failure) => message.error(failureText(failure, translator)),
  });
  const marks = useMemo(() => {
    const { problems, hints } = check.checked;
    const mark = (problem: DefinitionProblem, severity: Mark['severity']): Mark => ({
      line: problem.line,
      column: problem.column,
      until: problem.until,
      text: problemText(problem, translator),
      severity,
    });
    return [...problems.map((problem) => mark(problem, 'error')), ...hints.map((hint) => mark(hint, 'warning'))];
  }, [check.checked, translator]);
  const names = useMemo(
    () => [
      ...KEYS.map((label) => ({ label })),
      ...[...(dictionary?.metrics ?? []), ...(dictionary?.dimensions ?? [])].map((one) => ({
        label: one.id,
        detail: of(one.title),
      })),
    ],
    [dictionary, of],
  );
  const wrong = check.checked.problems.length > 0;
  return (
    <div className="own">
      <div className="own-main">
        <Panel
          title={t('own.editor', { shop: shop.name })}
          extra={
            kept.editable && (
              <>
                {text.trim() === '' && (
                  <Button onClick={() => setText(EXAMPLE[translator.language])}>{t('own.example')}</Button>
                )}
                {changed && <Button onClick={() => setText(kept.text)}>{t('own.undo')}</Button>}
                <Button
                  type="primary"
                  disabled={!changed || wrong || check.pending}
                  loading={save.isPending}
                  onClick={() => save.mutate()}
                >
                  {t('own.save')}
                </Button>
              </>
            )
          }
        >
          {!kept.editable && <Alert type="info" showIcon title={t('own.readonly')} />}
          <Suspense fallback={<Spin className="yaml-wait" />}>
            <YamlEditor
              label={t('own.editor.label')}
              text={text}
              readOnly={!kept.editable}
              marks={marks}
              names={names}
              place={place}
              onText={setText}
            />
          </Suspense>
          {check.error !== null && <Failure failure={check.error} onRetry={check.again} />}
          <Problems
            checked={check.checked}
            pending={check.pending}
            text={text}
            onGo={(problem) => setPlace({ line: problem.line, column: problem.column })}
            onText={kept.editable ? setText : undefined}
          />
        </Panel>
      </div>
      <div className="own-side">
        <Defined checked={check.checked} shop={shop} />
        <Versions
          shop={shop}
          current={kept.version}
          onLoad={
            kept.editable
              ? (version, old) => {
                  setText(old);
                  message.info(t('own.history.loaded', { version }));
                }
              : undefined
          }
        />
      </div>
    </div>
  );
}
