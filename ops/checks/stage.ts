/** What one stage of `npm test` found. A check counts as one, a test file's tests each as one. */
export interface Verdict {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What to print beneath it: the faults, or a figure worth knowing. */
  readonly notes: readonly string[];
}

export interface Stage {
  /** As `--only` names it. */
  readonly name: string;
  readonly run: () => Promise<Verdict>;
}

/** A check's verdict: no fault passes. */
export const verdictOf = (faults: readonly string[], note?: string): Verdict =>
  faults.length === 0 ? { passed: 1, failed: 0, skipped: 0, notes: note === undefined ? [] : [note] } : { passed: 0, failed: 1, skipped: 0, notes: faults };

export const skipped = (why: string): Verdict => ({ passed: 0, failed: 0, skipped: 1, notes: [why] });
