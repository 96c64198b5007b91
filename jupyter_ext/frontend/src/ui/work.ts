/** What a control began and is not over yet: whether it runs, and why the last of it failed. */

import { useState } from 'react';
import { Problem } from '../api/problem';

export interface Work {
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** Be busy until it has ended; what it throws is the problem. One that came before is forgotten. */
  readonly run: (work: Promise<unknown>) => void;
  readonly forget: () => void;
}

export function useWork(): Work {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  return {
    busy,
    problem,
    run: work => {
      setBusy(true);
      setProblem(null);
      work
        .catch((error: unknown) => setProblem(Problem.of(error)))
        .finally(() => setBusy(false));
    },
    forget: () => setProblem(null)
  };
}
