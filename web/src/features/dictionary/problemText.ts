import type { DefinitionProblem } from '@/api/dictionary';
import { isMessageKey, type Translator } from '@/lib/i18n/language';

/** What is wrong in the reader's language, with what was probably meant. */
export function problemText(problem: DefinitionProblem, { t }: Translator): string {
  const key = `own.rule.${problem.rule}`;
  const what = isMessageKey(key) ? t(key, { subject: problem.subject, value: problem.value }) : problem.message;
  const [name, ...others] = problem.maybe;
  if (name === undefined) {
    return what;
  }
  const maybe = others.length === 0 ? t('own.maybe', { name }) : t('own.maybe.some', { names: problem.maybe });
  return `${what}${t('own.stop')}${maybe}`;
}

/** A text with the place of a problem replaced by another one. */
export function mended(text: string, problem: DefinitionProblem, by: string): string {
  const lines = text.split('\n');
  const line = Array.from(lines[problem.line - 1] ?? '');
  line.splice(problem.column - 1, problem.until - problem.column, by);
  lines[problem.line - 1] = line.join('');
  return lines.join('\n');
}

/** Whether what was meant can take the place of what was written. */
export function mendable(problem: DefinitionProblem): boolean {
  return problem.maybe.length === 1 && !['missing_key', 'bad_condition', 'bad_expression'].includes(problem.rule);
}
