/** This member’s notes, and the form for a new one. */

import { addIcon } from '@jupyterlab/ui-components';
import { useState } from 'react';
import type { Loadable } from '../../api/problem';
import type { Access } from '../../core/access';
import type { Entry } from '../../core/entry';
import { isLive } from '../../core/entry';
import { trans } from '../../core/trans';
import { Button, RovingList } from '../../ui/controls';
import type { Limits } from '../../ui/room';
import { Empty, Loaded } from '../../ui/states';
import type { Drafts } from './drafts';
import type { EntryActions } from './entrycard';
import { EntryCard } from './entrycard';
import { NewEntryForm } from './entryform';

export interface NotesProps extends EntryActions {
  notes: Loadable<readonly Entry[]>;
  access: Access;
  drafts: Drafts;
  limits: Limits;
  /** Open threads, the one used last first. */
  threads: readonly { readonly id: string; readonly title: string }[];
  onNote: () => void;
  onRetry: () => void;
}

export function Notes(props: NotesProps): JSX.Element {
  const [retired, setRetired] = useState(false);
  const draft = props.drafts.get('note');
  return (
    <section className="cg-group" aria-label={trans.__('Notes')} data-testid="cg-notes">
      <div className="cg-row cg-section-head">
        <h3>{trans.__('Notes')}</h3>
        <span className="cg-spring" />
        <Button
          label={trans.__('Add note')}
          icon={addIcon}
          disabled={draft !== null}
          testId="cg-add-note"
          onClick={props.onNote}
        />
      </div>
      <NewEntryForm
        {...props}
        threads={[]}
        draft={draft}
        submit={trans.__('Keep note')}
        label={trans.__('Add a private note')}
        chooseKind={false}
        testId="cg-note-form"
        opener="cg-add-note"
        tell={null}
      />
      <Loaded of={props.notes} what={trans.__('your notes')} retry={props.onRetry}>
        {notes => {
          const shown = notes.filter(
            note =>
              retired || isLive(note) || props.drafts.get('edit', note.id) !== null
          );
          const hidden = notes.length - shown.length;
          return (
            <>
              {shown.length === 0 && draft === null && (
                <Empty title={trans.__('No notes yet')}>
                  {trans.__(
                    'What you are on, what you are trying, how you like answers: it goes into your private questions only, until you share it.'
                  )}
                </Empty>
              )}
              <RovingList items=".cg-card">
                {shown.map(note => (
                  <NoteCard key={note.id} {...props} note={note} />
                ))}
              </RovingList>
              {(hidden > 0 || retired) && (
                <button
                  data-testid="cg-retired-notes"
                  type="button"
                  className="cg-more"
                  onClick={() => setRetired(!retired)}
                >
                  {retired
                    ? trans.__('Hide retired notes')
                    : trans.__('Show retired notes (%1)', hidden)}
                </button>
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function NoteCard(props: NotesProps & { note: Entry }): JSX.Element {
  const { note, access, onShare, onBring, ...more } = props;
  const { contribute } = access;
  return (
    <EntryCard
      {...more}
      entry={note}
      draft={props.drafts.get('edit', note.id)}
      mayEdit
      mayAccept={false}
      {...(contribute && onShare !== undefined ? { onShare } : {})}
      {...(contribute && props.threads.length > 0 && onBring !== undefined
        ? { onBring }
        : {})}
    />
  );
}
