import { Tooltip } from 'antd';
import { Fragment } from 'react';

import type { Progress } from '@/api/target';
import { compact, exact, numberOf, type FigureStyle } from '@/lib/figure';
import { isMessageKey, useTranslator } from '@/lib/i18n/language';

import { shareText, type Whole } from './targets';
import './target.css';

interface TargetLineProps {
  progress: Progress | undefined;
  style: FigureStyle;
  /** What the target is of, if it is of more days than the figure beside it. */
  whole?: Whole | null;
}

/** A slim bar and a line of text: the target, how much of it has come, whether the days so far brought theirs, where it will end. Nothing without a target. */
export function TargetLine({ progress, style, whole = null }: TargetLineProps) {
  const { t, language } = useTranslator();
  if (progress?.target === null || progress?.target === undefined) {
    return null;
  }
  const target = numberOf(progress.target);
  const actual = numberOf(progress.actual);
  const expected = numberOf(progress.expected);
  const shareOf = (value: number | null) =>
    target === null || target === 0 || value === null ? null : Math.min(1, Math.max(0, value / target));
  const done = shareOf(actual);
  const due = progress.over < progress.days ? shareOf(expected) : null;
  const title = t(whole === null ? 'target.line' : `target.line.${whole}`, { target: compact(progress.target, style) });
  const said = [
    progress.attainment !== null && t('target.line.attainment', { share: shareText(progress.attainment, language) }),
    progress.pace !== null && t('target.line.pace', { share: shareText(progress.pace, language) }),
    numberOf(progress.landing) !== null && t('target.line.landing', { value: compact(progress.landing, style) }),
  ].filter((part) => part !== false);
  const interval =
    numberOf(progress.low) !== null && numberOf(progress.high) !== null
      ? t('target.line.interval', { low: compact(progress.low, style), high: compact(progress.high, style) })
      : null;
  return (
    <div className="target-line" data-testid="target-line">
      <div className="target-bar" aria-hidden>
        {done !== null && <i style={{ inlineSize: `${done * 100}%` }} />}
        {due !== null && due > 0 && due < 1 && <b style={{ insetInlineStart: `${due * 100}%` }} />}
      </div>
      <Tooltip title={<Hint progress={progress} style={style} />}>
        <p className="target-text">
          {[title, ...said].map((part, index) => (
            <Fragment key={part}>
              {index > 0 && ' · '}
              <span>{part}</span>
            </Fragment>
          ))}
          {interval !== null && (
            <>
              {' '}
              <span>{interval}</span>
            </>
          )}
        </p>
      </Tooltip>
    </div>
  );
}

/** The exact figures, and what has to be known about them. */
function Hint({ progress, style }: { progress: Progress; style: FigureStyle }) {
  const { t } = useTranslator();
  const word = (key: string) => (isMessageKey(key) ? t(key) : null);
  const lines = [
    t('target.hint.figures', { actual: exact(progress.actual, style), target: exact(progress.target, style) }),
    progress.pace !== null && t('target.hint.pace', { over: progress.over, expected: exact(progress.expected, style) }),
    numberOf(progress.low) !== null && t('target.hint.landing'),
    progress.basis === 'day_sum' && t('target.hint.daySum'),
    progress.shape !== null && t(`target.shape.${progress.shape}.short`),
    progress.why !== null && word(`target.why.${progress.why}`),
    progress.whyNoLanding !== null && word(`target.noLanding.${progress.whyNoLanding}`),
  ].filter((line) => line !== false && line !== null);
  return lines.map((line) => <div key={line}>{line}</div>);
}
