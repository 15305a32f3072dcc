import { Empty, Input } from 'antd';
import { SearchOutlined } from '@ant-design/icons';
import { useCallback, useState } from 'react';
import { NavLink } from 'react-router';

import type { Metric } from '@/api/dictionary';
import { useTranslator } from '@/lib/i18n/language';

import { addressOf } from './address';
import { GROUPS, groupsOf, matches } from './groups';

interface MetricListProps {
  metrics: readonly Metric[];
  chosen: string | undefined;
  shop: string | undefined;
}

/** All metrics by dimension of the business, narrowed down by typing. */
export function MetricList({ metrics, chosen, shop }: MetricListProps) {
  const { t, of } = useTranslator();
  const [search, setSearch] = useState('');
  const found = metrics.filter((metric) => matches(metric, search));
  const groups = groupsOf(found);
  // The chosen one may lie far below: it is shown once, when the page opens at it.
  const [opened] = useState(chosen);
  const intoView = useCallback((item: HTMLLIElement | null) => {
    // Only the list is scrolled, not the page around it.
    const list = item?.closest<HTMLElement>('.dictionary-groups');
    if (item && list) {
      const below = item.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom;
      list.scrollTop += Math.max(0, below);
    }
  }, []);
  return (
    <nav className="panel dictionary-list" aria-label={t('dictionary.title')}>
      <Input
        allowClear
        prefix={<SearchOutlined />}
        aria-label={t('dictionary.search')}
        placeholder={t('dictionary.search')}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <p className="dictionary-count" role="status">
        {t('dictionary.count', { n: found.length })}
      </p>
      {found.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('dictionary.none')} />}
      <div className="dictionary-groups">
        {GROUPS.filter((group) => groups[group].length > 0).map((group) => (
          <section key={group} aria-label={t(`dictionary.group.${group}`)}>
            <h2 className={`dictionary-group of-${group}`}>
              {t(`dictionary.group.${group}`)} <span>{groups[group].length}</span>
            </h2>
            <ul>
              {groups[group].map((metric) => (
                <li key={metric.id} ref={metric.id === opened ? intoView : null}>
                  <NavLink
                    to={addressOf(metric.id, shop)}
                    className={metric.id === chosen ? 'dictionary-item active' : 'dictionary-item'}
                  >
                    <span>{of(metric.title)}</span>
                    <code>{metric.id}</code>
                  </NavLink>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </nav>
  );
}
