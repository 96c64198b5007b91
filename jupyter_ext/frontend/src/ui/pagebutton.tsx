/** The button that downloads something as a page to keep, and says why where it can't. */

import { downloadIcon } from '@jupyterlab/ui-components';
import { useState } from 'react';
import { Problem } from '../api/problem';
import { trans } from '../core/trans';
import { Button } from './controls';
import { ProblemNote } from './states';

export function PageButton(props: {
  label: string;
  testId: string;
  onPage: () => Promise<void>;
}): JSX.Element {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const load = async (): Promise<void> => {
    setBusy(true);
    try {
      await props.onPage();
      setProblem(null);
    } catch (error) {
      setProblem(Problem.of(error));
    }
    setBusy(false);
  };
  return (
    <>
      <Button
        label={props.label}
        icon={downloadIcon}
        title={trans.__('Download a page that opens anywhere, offline, and prints')}
        testId={props.testId}
        disabled={busy}
        onClick={() => void load()}
      />
      {problem !== null && <ProblemNote problem={problem} />}
    </>
  );
}
