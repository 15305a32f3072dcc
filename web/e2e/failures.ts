import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** A line of colours in a terminal. */
// eslint-disable-next-line no-control-regex -- that is what it looks for
const COLOURS = /\u001b\[[0-9;]*m/g;

/** Says at the very end what failed and why, where a build machine keeps the last lines alone. */
export default class Failures implements Reporter {
  private readonly said: string[] = [];

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status !== 'passed' && result.status !== 'skipped') {
      const why = result.errors.map((error) =>
        (error.message ?? '').replace(COLOURS, '').split('\n').slice(0, 12).join('\n    '),
      );
      const seconds = String(Math.round(result.duration / 1000));
      this.said.push(
        `${test.titlePath().slice(2).join(' › ')} (${result.status} after ${seconds} s)\n    ${why.join('\n    ')}`,
      );
    }
  }

  onEnd(): void {
    this.said.forEach((one) => console.error(one));
  }
}
