/** Whole figures have whole steps: an axis of few or no orders does not say the same number twice. */
export function steps(values: readonly (number | null)[]): { minInterval?: number } {
  return values.every((value) => value === null || Number.isInteger(value)) ? { minInterval: 1 } : {};
}
