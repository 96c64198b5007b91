/** What people do in the panel, as calls on the models. */

import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import { trans } from '../../core/trans';
import { excerpt } from '../../ui/format';
import type { IContextModel } from '../tokens';
import { Problem } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import type { Revision, SharedKind } from '../../api/wire/entry';
import type { Turn } from '../../api/wire/turn';
import type { Entry } from '../../core/entry';
import { isDisputed, newestHead, seenIds } from '../../core/entry';
import { given, keyedOf } from '../../core/keyed';
import { ResolveForm } from '../../features/contradictions/resolveform';
import type { EntryActions } from '../../features/entries/entrycard';
import type { Letter } from '../../features/messages/letters';
import { sideIds } from '../../features/review/queue';
import type { ReviewActions } from '../../features/review/reviewtab';
import type { Notebooks } from '../../ui/notebooks';
import type { Navigation } from './navigation';

/** Milliseconds for which a warning stands. */
const STANDS = 6_000;
/** Characters of a question that become the title of what is shared. */
const TITLE = 160;

export class PanelActions {
  constructor(
    private readonly _model: IContextModel,
    private readonly _navigation: Navigation,
    private readonly _notebooks: Notebooks
  ) {}

  /** Open the form for a new entry, if this member may add one. */
  addEntry(start: { kind?: SharedKind; title?: string; body?: string } = {}): void {
    const { access, entries } = this._model;
    if (access.contribute) {
      entries.drafts.open('add', { ...start, kind: start.kind ?? 'convention' });
    }
    this._navigation.go('context');
  }

  /** Open the form for a new message. */
  writeLetter(start: Partial<Letter>): void {
    this._model.letters.open(start);
    this._navigation.go('inbox');
  }

  get entry(): EntryActions {
    const { entries } = this._model;
    return {
      onWrite: (key, text) => entries.drafts.write(key, text),
      onSend: key => void entries.send(key),
      onDiscard: key => entries.drafts.discard(key),
      onPreview: command => entries.preview(command),
      onEdit: (entry, from) => this._edit(entry, from),
      onRetire: entry => this._retire(entry),
      onRevert: (entry, to) =>
        this._run({
          command: 'revert',
          entry: entry.id,
          heads: seenIds(entry),
          to: to.id
        }),
      onVersions: entry => entries.history(entry.id),
      onAccept: entry => entries.accept(entry.id, newestHead(entry)?.id ?? '')
    };
  }

  get review(): ReviewActions {
    return {
      resolveForm: ResolveForm,
      onAccept: ({ entries: [entry] }) =>
        this._run({ command: 'accept', entry: entry.id, heads: seenIds(entry) }),
      onReject: ({ entries: [entry] }, reason) =>
        this._run({
          command: 'reject',
          entry: entry.id,
          heads: seenIds(entry),
          reason
        }),
      onResolve: (item, settlement) =>
        this._run({ command: 'resolve', sides: sideIds(item), ...settlement }),
      onAskSides: item => this.say({ command: 'query_sides', sides: sideIds(item) }),
      onDismiss: (item, reason) =>
        this._run({ command: 'dismiss', sides: sideIds(item), reason }),
      onMerge: (items, { keyed, ...text }) =>
        this._run({
          command: 'merge',
          entries: items.map(({ entries: [entry] }) => ({
            entry: entry.id,
            heads: seenIds(entry)
          })),
          ...text,
          ...given(keyed)
        }),
      onEditItem: ({ entries: [entry] }) => {
        const newest = newestHead(entry);
        if (newest !== undefined) {
          this._edit(entry, newest);
          this._navigation.go('context', { entry: entry.id });
        }
      }
    };
  }

  /** Say something with or of a message or thread. Throws a Problem. */
  async say(command: Command): Promise<void> {
    await this._model.say(command);
  }

  /** Acknowledge what came since the last visit. */
  async acknowledge(): Promise<void> {
    await this._model.since.acknowledge();
  }

  /** Share what a private question brought: its text goes into the same dialog as a note's. */
  shareTurn(turn: Turn): void {
    const answer = this._model.turns.answer(turn.id);
    this._model.entries.drafts.open('share', {
      entry: turn.id,
      kind: 'knowledge',
      title: excerpt(turn.question, TITLE),
      body: answer.tag === 'ready' ? answer.text : ''
    });
  }

  /** Open the dialog that shares a note, or brings it into a thread. */
  share(note: Entry, thread: string | null = null): void {
    const newest = newestHead(note);
    if (newest !== undefined) {
      this._model.entries.drafts.open('share', {
        entry: note.id,
        heads: seenIds(note),
        kind: 'knowledge',
        thread,
        title: newest.title,
        body: newest.body,
        keyed: keyedOf(newest)
      });
    }
  }

  /** Go to the cell that a turn was asked in; say why where that can't be done. */
  async jump(turn: Turn): Promise<void> {
    try {
      await this._notebooks.jump(turn.path ?? '', turn.cell);
    } catch (error) {
      const problem = Problem.of(error);
      Notification.warning(`${problem.message} ${problem.remedy}`.trim(), {
        autoClose: STANDS
      });
    }
  }

  private async _run(command: Command): Promise<void> {
    await this._model.run(command);
  }

  private _edit(entry: Entry, from: Revision): void {
    this._model.entries.drafts.open('edit', {
      entry: entry.id,
      heads: seenIds(entry),
      kind: entry.kind,
      title: from.title,
      body: from.body,
      keyed: keyedOf(from)
    });
  }

  private async _retire(entry: Entry): Promise<void> {
    const heads = seenIds(entry);
    const shared = entry.kind !== 'note';
    const name = newestHead(entry)?.title ?? '';
    const answer = await showDialog({
      title: shared
        ? trans.__('Retire “%1” for everyone?', name)
        : trans.__('Retire the note “%1”?', name),
      body: isDisputed(entry)
        ? trans.__(
            'All its versions go out of force. Nothing is deleted: it stays on the record.'
          )
        : trans.__(
            'It goes out of force and out of prompts. Nothing is deleted: it stays on the record.'
          ),
      buttons: [
        Dialog.cancelButton(),
        Dialog.warnButton({ label: trans.__('Retire') })
      ],
      defaultButton: 0
    });
    if (answer.button.accept) {
      await this._model.entries.retire(entry.id, heads);
    }
  }
}
