import { Tag } from 'antd';

import { momentText } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';

import type { Standing } from './standing';

const COLORS: Record<Standing, string> = {
  paused: 'warning',
  failing: 'error',
  reading: 'processing',
  waiting: 'success',
  new: 'default',
};

interface StandingTagProps {
  standing: Standing;
  /** What this is called. */
  name: string;
  /** When it is tried again, should it be failing. */
  nextAt: string;
}

/** How a source stands, and when one that fails is tried again. */
export function StandingTag({ standing, name, nextAt }: StandingTagProps) {
  const { t } = useTranslator();
  return (
    <>
      <Tag color={COLORS[standing]}>{name}</Tag>
      {standing === 'failing' && <div className="source-hint">{t('pulls.next', { at: momentText(nextAt) })}</div>}
    </>
  );
}
