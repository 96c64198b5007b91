/** A conversation as a file to keep: Markdown to read, a notebook to go on from. */

import { downloadIcon } from '@jupyterlab/ui-components';
import { useState } from 'react';
import { Problem } from '../../api/problem';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { ProblemNote } from '../../ui/states';
import type { ExportForm } from './wire';

export function ExportButtons(props: {
  /** Throws a Problem. */
  onExport: (form: ExportForm) => Promise<void>;
}): JSX.Element {
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = (form: ExportForm): void => {
    setProblem(null);
    props.onExport(form).catch((error: unknown) => setProblem(Problem.of(error)));
  };
  return (
    <>
      <Button
        label={trans.__('Markdown')}
        icon={downloadIcon}
        title={trans.__('Save the conversation as Markdown')}
        testId="cg-export-markdown"
        onClick={() => save('markdown')}
      />
      <Button
        label={trans.__('Notebook')}
        icon={downloadIcon}
        title={trans.__('Save the conversation as a notebook')}
        testId="cg-export-notebook"
        onClick={() => save('notebook')}
      />
      {problem !== null && <ProblemNote problem={problem} />}
    </>
  );
}
