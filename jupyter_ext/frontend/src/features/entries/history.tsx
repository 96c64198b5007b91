/** All versions of an entry, newest first, and the way back to an older one. */

import { undoIcon } from '@jupyterlab/ui-components';
import { useId, useState } from 'react';
import { Problem } from '../../api/problem';
import type { EntryStatus, Revision } from '../../api/wire/entry';
import type { Entry } from '../../core/entry';
import { allVersions, lacksVersions, versionsOf } from '../../core/entry';
import { trans } from '../../core/trans';
import { Button, LongText } from '../../ui/controls';
import { Credited } from '../../ui/credited';
import { versionsCounted } from '../../ui/format';
import { ProblemNote } from '../../ui/states';

/** Versions drawn before "Show all". */
const RECENT = 10;

const statusWords = (): Readonly<Record<EntryStatus, string>> => ({
  proposed: trans.__('proposed'),
  accepted: trans.__('in force when written'),
  rejected: trans.__('rejected'),
  superseded: trans.__('superseded'),
  retired: trans.__('retired')
});

export function History(props: {
  entry: Entry;
  mayRevert: boolean;
  onRevert: (to: Revision) => void;
  onVersions: (entry: Entry) => Promise<readonly Revision[]>;
}): JSX.Element | null {
  const { entry } = props;
  const [open, setOpen] = useState(false);
  const [all, setAll] = useState(false);
  const id = useId();
  const [older, setOlder] = useState<readonly Revision[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const lacks = lacksVersions(entry);
  const fetch = (): void => {
    setProblem(null);
    props
      .onVersions(entry)
      .then(setOlder, (error: unknown) => setProblem(Problem.of(error)));
  };
  if (entry.revisions.length < 2 && !lacks) {
    return null;
  }
  const newestFirst = allVersions(entry, older ?? []);
  const shown = new Set(versionsOf(entry).map(version => version.id));
  return (
    <div className="cg-history" data-testid="cg-history">
      <button
        data-testid="cg-history-toggle"
        type="button"
        className="cg-more"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => {
          setOpen(!open);
          if (!open && lacks && older === null) {
            fetch();
          }
        }}
      >
        {lacks && older === null
          ? trans.__('History')
          : trans.__('History (%1)', versionsCounted(newestFirst.length))}
      </button>
      <ol id={id} hidden={!open} reversed>
        {open &&
          newestFirst.slice(0, all ? undefined : RECENT).map(revision => (
            <li key={revision.id} data-testid="cg-revision" data-revision={revision.id}>
              <strong>{revision.title}</strong>
              <LongText text={revision.body} />
              <p className="cg-foot">
                <Credited
                  entry={{ ...entry, revisions: newestFirst }}
                  revision={revision}
                />
                <span className="cg-muted">{statusWords()[revision.status]}</span>
              </p>
              {revision.reason !== '' && (
                <p className="cg-hint">{trans.__('Reason: %1', revision.reason)}</p>
              )}
              {props.mayRevert && !shown.has(revision.id) && (
                <div className="cg-actions cg-mod-quiet">
                  <Button
                    label={trans.__('Revert to this')}
                    icon={undoIcon}
                    testId="cg-revert"
                    title={trans.__(
                      'Write a new version with this text; nothing is deleted'
                    )}
                    onClick={() => props.onRevert(revision)}
                  />
                </div>
              )}
            </li>
          ))}
      </ol>
      {open && lacks && older === null && problem === null && (
        <p className="cg-hint">{trans.__('Fetching older versions…')}</p>
      )}
      {open && problem !== null && <ProblemNote problem={problem} retry={fetch} />}
      {open && !all && newestFirst.length > RECENT && (
        <button
          data-testid="cg-history-all"
          type="button"
          className="cg-more"
          onClick={() => setAll(true)}
        >
          {trans.__('Show all %1 versions', newestFirst.length)}
        </button>
      )}
    </div>
  );
}
