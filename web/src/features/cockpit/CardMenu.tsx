import { Dropdown } from 'antd';
import { MoreOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';

import { useTranslator } from '@/lib/i18n/language';

/** Something that can be done with a card's figure. */
export interface CardAction {
  key: string;
  label: string;
  icon: ReactNode;
  onSelect: () => void;
}

/** What can be done with the figure of a card; nothing is shown where nothing can. */
export function CardMenu({ title, actions }: { title: string; actions: readonly CardAction[] }) {
  const { t } = useTranslator();
  if (actions.length === 0) {
    return null;
  }
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: actions.map(({ key, label, icon }) => ({ key, label, icon })),
        onClick: ({ key }) => actions.find((action) => action.key === key)?.onSelect(),
      }}
    >
      <button type="button" className="card-info" aria-label={t('cockpit.card.actions', { metric: title })}>
        <MoreOutlined />
      </button>
    </Dropdown>
  );
}
