import { Input, Modal } from 'antd';
import { useState } from 'react';

import { changeMapping, type Source } from '@/api/sources';
import { useTranslator } from '@/lib/i18n/language';

import { useChange } from './sources';

/** Mends the mapping of a program of one's own. */
export function MappingDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useTranslator();
  const [text, setText] = useState(source.mapping ?? '');
  const save = useChange(async (mapping: string) => {
    await changeMapping(source.id, mapping);
    onClose();
  });
  return (
    <Modal
      open
      width={720}
      title={t('sources.edit.of', { name: source.name })}
      okText={t('app.save')}
      okButtonProps={{ disabled: text.trim() === '' }}
      confirmLoading={save.isPending}
      onOk={() => save.mutate(text)}
      onCancel={onClose}
    >
      <Input.TextArea
        className="source-mapping"
        aria-label={t('sources.mapping')}
        rows={20}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </Modal>
  );
}
