/** What people do in the panel, as calls on the models. */

import { Notification } from '@jupyterlab/apputils';
import { trans } from '../../core/trans';
import { sure } from '../../ui/ask';
import { excerpt } from '../../ui/format';
import type { IContextModel } from '../tokens';
import type { KeptBack } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import type { Revision, SharedKind } from '../../api/wire/entry';
import { reasonIn, requestOf } from '../../core/ask';
import type { Entry } from '../../core/entry';
import { isDisputed, newestHead, seenIds } from '../../core/entry';
import { given, keyedOf } from '../../core/keyed';
import type { SuggestionActions } from '../../features/suggestions/strip';
import type { AnswerActions } from '../../features/turns/answertools';
import { answerActions } from '../answeractions';
import type { NoticeActions } from '../../features/claims/notices';
import { ResolveForm } from '../../features/contradictions/resolveform';
import type { EntryActions } from '../../features/entries/entrycard';
import type { Chosen } from '../../features/entries/relevant';
import type { Letter } from '../../features/messages/letters';
import type { Message } from '../../features/messages/wire';
import { sideIds } from '../../features/review/queue';
import type { ReviewActions } from '../../features/review/reviewtab';
import { ownersIn } from '../../features/team/people';
import type { Hit } from '../../features/search/wire';
import type { Notebooks } from '../../ui/notebooks';
import { STANDS, warn } from '../../ui/warning';
import { overlapActions } from './overlaps';
import { usualArea } from './preferences';
import type { Navigation, TabId } from './navigation';

/** Characters of a question that become the title of what is shared. */
const TITLE = 160;

/** The tab in which a thing is opened, by what opens it. */
const TAB_OF: Readonly<Record<string, TabId>> = {
  entry: 'context',
  note: 'private',
  turn: 'turns',
  'private-turn': 'private',
  thread: 'turns',
  message: 'inbox'
};

/** How the ids of suggestions begin. */
const SUGGESTION = 'g_';

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
      const area = usualArea(this._model);
      entries.drafts.open('add', { area, ...start, kind: start.kind ?? 'convention' });
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
      onSend: key => void this._send(key),
      onDiscard: key => entries.drafts.discard(key),
      onPreview: command => entries.preview(command),
      onEdit: (entry, from) => this._edit(entry, from),
      onRetire: entry => this._retire(entry),
      onRevert: (entry, to) =>
        this.run({
          command: 'revert',
          entry: entry.id,
          heads: seenIds(entry),
          to: to.id
        }),
      onVersions: entry => entries.history(entry.id),
      onAccept: entry => entries.accept(entry.id, newestHead(entry)?.id ?? '')
    };
  }

  get overlaps(): NoticeActions {
    return overlapActions(this._model, letter => this.writeLetter(letter));
  }

  get review(): ReviewActions {
    return {
      resolveForm: ResolveForm,
      onAccept: ({ entries: [entry] }) =>
        this.run({ command: 'accept', entry: entry.id, heads: seenIds(entry) }),
      onReject: ({ entries: [entry] }, reason) =>
        this.run({
          command: 'reject',
          entry: entry.id,
          heads: seenIds(entry),
          reason
        }),
      onResolve: (item, settlement) =>
        this.run({ command: 'resolve', sides: sideIds(item), ...settlement }),
      onReplace: item => {
        const [first = '', second = ''] = sideIds(item);
        return this.run({ command: 'relate', first, second, how: 'replaces' });
      },
      onRetire: async ({ entries: [entry] }) => this._retire(entry),
      onAskSides: item => this.say({ command: 'query_sides', sides: sideIds(item) }),
      onDismiss: (item, reason) =>
        this.run({ command: 'dismiss', sides: sideIds(item), reason }),
      onMerge: (items, { keyed, ...text }) =>
        this.run({
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

  /** A suggestion that was shared is off the list; one that was not stays on it. */
  private async _send(key: string): Promise<void> {
    const { entries, suggestions } = this._model;
    const about = entries.drafts.byKey(key)?.entry ?? '';
    if ((await entries.send(key)) && about.startsWith(SUGGESTION)) {
      await suggestions.decide(about, 'taken').catch(() => suggestions.soon());
    }
  }

  /** What is done with what the AI suggests to keep. */
  get suggestions(): SuggestionActions {
    const { suggestions, entries } = this._model;
    return {
      onAccept: id => suggestions.accept(id),
      onDecide: (id, verdict) => suggestions.decide(id, verdict),
      onShare: ({ id, kind, title, body }) =>
        entries.drafts.open('share', { entry: id, kind, title, body }),
      nameOf: username => this._model.person(username).display_name
    };
  }

  /** What concerns the cell and the notebook that are worked in. Throws a Problem. */
  async relevant(): Promise<Chosen> {
    const { current, path } = this._notebooks;
    return this._model.entries.relevant(current?.source ?? '', path);
  }

  /** Say something with or of a message or thread. Throws a Problem. */
  async say(command: Command): Promise<void> {
    await this._model.say(command);
  }

  /** Ask the owner to allow what is no secret; who may allow it does so. Throws a Problem. */
  async askOwner(kept: readonly KeptBack[], why: string): Promise<void> {
    const { access, team } = this._model;
    const { title, body } = requestOf(kept, why);
    if (access.judge) {
      await this._allow(kept, reasonIn(body));
      return;
    }
    const to = ownersIn(team.people).map(name => `@${name}`);
    await this.say({
      command: 'announce',
      to: to.length > 0 ? to : ['@all'],
      title,
      body
    });
  }

  /** Allow what a message asks for, and tell its author. Throws a Problem. */
  async allow(
    message: Message,
    marks: readonly Pick<KeptBack, 'mark' | 'rule'>[]
  ): Promise<void> {
    await this._allow(marks, reasonIn(message.body));
    await this.say({
      command: 'reply',
      message: message.id,
      text: trans.__('It may be shared now. Send the text again.')
    });
  }

  private async _allow(
    marks: readonly Pick<KeptBack, 'mark' | 'rule'>[],
    reason: string
  ): Promise<void> {
    for (const { mark, rule } of marks) {
      await this._model.team.set(`exception:${mark}`, { reason, rule });
    }
  }

  /** Acknowledge what came since the last visit. */
  async acknowledge(): Promise<void> {
    await this._model.since.acknowledge();
    if (this._model.since.handoff === null) {
      this._navigation.go('context', 'search'); // what is read next
    }
  }

  /** What can be done with an answer, here in the panel. */
  get answers(): AnswerActions {
    return answerActions(this._model, {
      textOf: id => this._textOf(id),
      save: id => void this.saveAnswer(id)
    });
  }

  /** Save an answer for the team: its text goes into the same dialog as a note's. */
  async saveAnswer(
    id: string,
    start: { title?: string; body?: string } = {}
  ): Promise<void> {
    await this._model.turns.fetch(id);
    const question = this._model.turns.turn(id)?.question ?? '';
    this._model.entries.drafts.open('share', {
      entry: id,
      kind: 'knowledge',
      title: start.title ?? excerpt(question, TITLE),
      body: start.body ?? this._textOf(id)
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

  /** Open a file of the served folder, at a line. Throws a Problem. */
  openFile(path: string, line: number | null): Promise<void> {
    return this._notebooks.openFile(path, line);
  }

  /** Open what was found where it stands: in its tab, its notebook cell, or on its board. */
  async open(hit: Hit): Promise<void> {
    this._model.search.hide();
    const tab = TAB_OF[hit.view];
    if (hit.view === 'task') {
      this._openTask(hit);
    } else if (hit.path !== null && (await this.jump(hit, tab !== undefined))) {
      return;
    } else if (tab !== undefined) {
      this._navigation.open(tab, hit.id);
    } else if (hit.path === null) {
      this._say(trans.__('Nothing here shows “%1”.', hit.title.join('')));
    }
  }

  private _openTask(hit: Hit): void {
    if (!this._notebooks.showCard(hit.id)) {
      this._say(
        trans.__(
          'No notebook that is open shows the board. Run %1 in a cell, then open the task again.',
          '%cg sprint board'
        )
      );
    }
  }

  private _say(message: string): void {
    Notification.info(message, { autoClose: STANDS });
  }

  /** Go to a cell; say why where that can't be done, unless there is another way (`quiet`). */
  async jump(
    { path, cell }: { readonly path: string | null; readonly cell: string | null },
    quiet = false
  ): Promise<boolean> {
    try {
      await this._notebooks.jump(path ?? '', cell);
      return true;
    } catch (error) {
      if (quiet) {
        return false;
      }
      warn(error);
      return false;
    }
  }

  private _textOf(id: string): string {
    const answer = this._model.turns.answer(id);
    return answer.tag === 'ready' ? answer.text : '';
  }

  /** Have something carried out that the review queue shows. Throws a Problem. */
  async run(command: Command): Promise<void> {
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
    const yes = await sure({
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
      yes: trans.__('Retire'),
      look: 'warn'
    });
    if (yes) {
      await this._model.entries.retire(entry.id, heads);
    }
  }
}
