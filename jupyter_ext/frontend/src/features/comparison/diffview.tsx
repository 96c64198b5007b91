/** Two options file by file: what is the same, what one has and the other not, and what differs. */

import { useState } from 'react';
import { trans } from '../../core/trans';
import { Badge, Button } from '../../ui/controls';
import { DiffLines } from '../../ui/difftext';
import { Empty, ProblemNote } from '../../ui/states';
import { useDoing } from './parts';
import { diffLines } from './unified';
import type { FileDiff, Option } from './wire';

export function DiffView(props: {
  options: readonly Option[];
  load: (from: string, to: string) => Promise<readonly FileDiff[]>;
}): JSX.Element {
  const { options } = props;
  const [from, setFrom] = useState(options[0]?.id ?? '');
  const [to, setTo] = useState(options[1]?.id ?? '');
  const [files, setFiles] = useState<readonly FileDiff[] | null>(null);
  const doing = useDoing();
  const pick = (
    label: string,
    value: string,
    set: (id: string) => void
  ): JSX.Element => (
    <label className="cg-inline">
      <span>{label}</span>
      <select
        aria-label={trans.__('%1 option', label)}
        value={value}
        onChange={event => {
          set(event.currentTarget.value);
          setFiles(null);
        }}
      >
        {options.map(option => (
          <option key={option.id} value={option.id}>
            {`${option.label}: ${option.name}`}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div data-testid="cg-diff-view">
      <div className="cg-row">
        {pick('From', from, setFrom)}
        {pick('to', to, setTo)}
        <Button
          label={trans.__('Show')}
          testId="cg-diff-show"
          disabled={doing.busy || from === to}
          onClick={() =>
            void doing.run(async () => setFiles(await props.load(from, to)))
          }
        />
      </div>
      {doing.problem !== null && <ProblemNote problem={doing.problem} />}
      {files?.length === 0 && (
        <Empty title={trans.__('Neither option has a file yet')} />
      )}
      {files?.map(file => (
        <OneFile key={file.path} file={file} />
      ))}
    </div>
  );
}

const WORDS = {
  get same() {
    return trans.__('the same in both');
  },
  get changed() {
    return trans.__('differs');
  },
  get added() {
    return trans.__('only in the second');
  },
  get removed() {
    return trans.__('only in the first');
  }
} as const;

function OneFile(props: { file: FileDiff }): JSX.Element {
  const { file } = props;
  const lines = diffLines(file.diff);
  return (
    <figure className="cg-diff-box">
      <figcaption className="cg-row">
        <code>{file.path}</code>
        <Badge look="plain">{WORDS[file.status]}</Badge>
      </figcaption>
      {lines.length > 0 && (
        <pre
          className="cg-diff"
          tabIndex={0}
          role="group"
          aria-label={trans.__('Diff of %1', file.path)}
        >
          <DiffLines lines={lines} />
        </pre>
      )}
    </figure>
  );
}
