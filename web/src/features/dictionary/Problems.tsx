import { Button } from 'antd';
import { CheckCircleOutlined, CloseCircleOutlined, LoadingOutlined } from '@ant-design/icons';

import type { Checked, DefinitionProblem } from '@/api/dictionary';
import { useTranslator } from '@/lib/i18n/language';

import { mendable, mended, problemText } from './problemText';

interface ProblemsProps {
  checked: Checked;
  pending: boolean;
  text: string;
  onGo: (problem: DefinitionProblem) => void;
  /** Takes a mended text; absent where nothing may be changed. */
  onText?: ((text: string) => void) | undefined;
}

/** What is wrong with a text, by line; a place is gone to by a click, and what was meant is put there by another. */
export function Problems({ checked, pending, text, onGo, onText }: ProblemsProps) {
  const translator = useTranslator();
  const { t } = translator;
  const { problems, hints, metrics, dimensions } = checked;
  return (
    <section className="own-problems" aria-label={t('own.problems', { n: problems.length })}>
      <p className={problems.length === 0 ? 'own-state fine' : 'own-state wrong'} role="status">
        {pending ? <LoadingOutlined /> : problems.length === 0 ? <CheckCircleOutlined /> : <CloseCircleOutlined />}{' '}
        {pending
          ? t('own.checking')
          : problems.length > 0
            ? t('own.problems', { n: problems.length })
            : t(metrics.length + dimensions.length === 0 ? 'own.empty' : 'own.ok')}
      </p>
      <ul>
        {[...problems, ...hints].map((problem) => (
          <li key={`${problem.line}:${problem.column}:${problem.rule}`}>
            {hints.includes(problem) && <span className="own-hint">{t('own.hint.mark')}</span>}
            <button type="button" className="own-place" onClick={() => onGo(problem)}>
              {t('own.place', { line: problem.line, column: problem.column })}
            </button>
            <span>{problemText(problem, translator)}</span>
            {onText !== undefined && !pending && mendable(problem) && (
              <Button size="small" onClick={() => onText(mended(text, problem, problem.maybe[0] ?? ''))}>
                {t('own.maybe.use', { name: problem.maybe[0] })}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
