import { useIsFetching } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Tooltip } from 'antd';
import { HistoryOutlined } from '@ant-design/icons';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';

import { momentText } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';

import './asOf.css';

interface AsOfProps {
  asOf: string | undefined;
  onChange: (asOf: string | undefined) => void;
}

/** Chooses a moment to look back to. */
export function AsOfPicker({ asOf, onChange }: AsOfProps) {
  const { t } = useTranslator();
  return (
    <Tooltip title={asOf === undefined ? t('asOf.hint') : undefined} placement="bottom">
      <span className="as-of">
        <DatePicker
          className={asOf === undefined ? 'as-of-picker' : 'as-of-picker as-of-set'}
          aria-label={t('asOf.pick')}
          placeholder={t('asOf.now')}
          prefix={<HistoryOutlined aria-hidden />}
          suffixIcon={null}
          showTime={{ format: 'HH:mm', minuteStep: 5 }}
          format="YYYY-MM-DD HH:mm"
          value={asOf === undefined ? null : dayjs(asOf)}
          disabledDate={(day) => day.isAfter(dayjs(), 'day')}
          onChange={(moment) => {
            if (moment === null) {
              onChange(undefined);
              return;
            }
            const now = dayjs();
            // A moment that lies ahead is now.
            const chosen = moment.isAfter(now) ? now : moment;
            onChange(`${chosen.toDate().toISOString().slice(0, 19)}Z`);
          }}
        />
      </span>
    </Tooltip>
  );
}

/** Says that the page shows what was known then. */
export function AsOfBanner({ asOf, onChange, children }: AsOfProps & { children?: ReactNode }) {
  const { t } = useTranslator();
  const waiting = useIsFetching({ queryKey: ['past'] }) > 0;
  return (
    asOf !== undefined && (
      <Alert
        type="warning"
        showIcon
        icon={<HistoryOutlined />}
        className="as-of-banner"
        title={t('asOf.known', { moment: momentText(asOf) })}
        action={
          <span className="as-of-actions">
            {waiting && <span className="as-of-wait">{t('asOf.wait')}</span>}
            {children}
            <Button size="small" type="primary" onClick={() => onChange(undefined)}>
              {t('asOf.back')}
            </Button>
          </span>
        }
      />
    )
  );
}
