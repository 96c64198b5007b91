/**
 * The team’s entries and this member’s notes: out of the replicas, or by HTTP until they have come,
 * together with what commands just wrote. Drafts are sent from here.
 */

import type { Loadable } from '../../api/problem';
import { failed, PENDING, ready } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import type { Revision } from '../../api/wire/entry';
import type { ChoiceView } from '../../api/wire/types';
import type { Entry } from '../../core/entry';
import { mergeEntries } from '../../core/entry';
import type { Mark } from '../../core/marks';
import type { DraftBox } from '../../ui/draftbox';
import { commandOf, Drafts } from './drafts';
import type { CommandResult, EntryRequests } from './requests';
import type { Consequences } from './wire';

export type Side = 'team' | 'mine';

export class EntriesModel {
  /** `held`: the entries that the feed has brought; null until it has. */
  constructor(
    private readonly _requests: EntryRequests,
    private readonly _held: (side: Side) => readonly Entry[] | null,
    box: DraftBox,
    private readonly _changed: () => void,
    /** Told of each entry that a form of this page wrote. */
    private readonly _written: (entry: Entry) => void = () => undefined,
    /** The entries that are pinned for all, or muted by this member. */
    readonly marked: (mark: Mark) => ReadonlySet<string> = () => new Set()
  ) {
    this.drafts = new Drafts(box);
    this.drafts.changed.connect(this._changed, this);
  }

  readonly drafts: Drafts;

  get team(): Loadable<readonly Entry[]> {
    return this._entries('team');
  }

  get mine(): Loadable<readonly Entry[]> {
    return this._entries('mine');
  }

  /** Send a command and show its result at once, before the feed brings it. Throws a Problem. */
  async command(command: Command): Promise<string | null> {
    return (await this._command(command)).thing;
  }

  /** Send a draft. It is closed on success only; on an error it keeps its text and says why. */
  async send(key: string): Promise<boolean> {
    const draft = this.drafts.byKey(key);
    if (draft === null || draft.sending) {
      return false;
    }
    this.drafts.mark(key, { sending: true, problem: null });
    let written: Entry | null;
    try {
      written = (await this._command(commandOf(draft))).entry;
    } catch (error) {
      this.drafts.mark(key, { sending: false, problem: failed(error).problem });
      return false;
    }
    this.drafts.discard(key);
    if (written !== null) {
      this._written(written);
    }
    return true;
  }

  /** Throws a Problem. */
  async retire(entry: string, heads: readonly string[]): Promise<void> {
    await this.command({ command: 'retire', entry, heads: [...heads] });
  }

  /** Pin an entry for everybody or mute it for oneself, or take that back. Throws a Problem. */
  async mark(entry: string, mark: Mark, on: boolean): Promise<void> {
    const name = `${mark}:${entry}`;
    await this.command({ command: 'set', name, value: on ? true : null });
  }

  /** Throws a Problem. */
  async accept(entry: string, head: string): Promise<void> {
    await this.command({ command: 'accept', entry, heads: [head] });
  }

  /** What a command would do; nothing is written. Throws a Problem. */
  preview(command: Command): Promise<Consequences> {
    return this._requests.preview(shared(command));
  }

  /** What concerns a text and a notebook, best first. Throws a Problem. */
  relevant(text: string, path: string | null): Promise<readonly ChoiceView[]> {
    return this._requests.relevant(text, path);
  }

  /** The versions of an entry that left its live document, oldest first. Throws a Problem. */
  history(entry: string): Promise<Revision[]> {
    return this._requests.history(entry);
  }

  /** The entries by HTTP, for as long as the feed has not brought them. */
  load(): void {
    void this._load('team');
    void this._load('mine');
  }

  /** Forget results of commands that the replica holds by now. */
  settle(side: Side): void {
    const entries = this._held(side);
    if (entries === null || this._sent[side].length === 0) {
      return;
    }
    const held = new Set(entries.flatMap(e => e.revisions.map(r => r.id)));
    this._sent[side] = this._sent[side].filter(
      entry => !entry.revisions.every(revision => held.has(revision.id))
    );
  }

  /** Forget the notes of the member who was at this browser before. */
  forget(): void {
    this.drafts.clear();
    this._sent.mine = [];
    this._fetched.mine = PENDING;
  }

  dispose(): void {
    this.drafts.dispose();
  }

  private async _command(command: Command): Promise<CommandResult> {
    const result = await this._requests.command(command);
    if (result.entry !== null) {
      const side: Side = result.entry.kind === 'note' ? 'mine' : 'team';
      this._sent[side] = mergeEntries(this._sent[side], [result.entry]);
      this._changed();
    }
    return result;
  }

  private async _load(side: Side): Promise<void> {
    try {
      this._fetched[side] = ready(await this._requests.entries(side));
    } catch (error) {
      if (this._fetched[side].tag !== 'ready') {
        this._fetched[side] = failed(error);
      }
    }
    this._changed();
  }

  private _entries(side: Side): Loadable<readonly Entry[]> {
    const held = this._held(side);
    if (held !== null) {
      return ready(mergeEntries(held, this._sent[side]));
    }
    const fetched = this._fetched[side];
    return fetched.tag === 'ready'
      ? ready(mergeEntries(fetched.value, this._sent[side]))
      : fetched;
  }

  private readonly _fetched: Record<Side, Loadable<readonly Entry[]>> = {
    team: PENDING,
    mine: PENDING
  };
  private readonly _sent: Record<Side, readonly Entry[]> = { team: [], mine: [] };
}

/** A command as it can be previewed: what is brought into a thread is shared with everyone. */
function shared(command: Command): Command {
  if (command.command !== 'bring') {
    return command;
  }
  const { note = null, heads = [], kind, area = null, title, body = '' } = command;
  const { subject, attribute, value, scope } = command;
  const keyed = Object.fromEntries(
    Object.entries({ subject, attribute, value, scope }).filter(
      ([, said]) => said !== undefined
    )
  );
  const text = { kind, area, title, body, ...keyed };
  return note === null
    ? { command: 'add', ...text }
    : { command: 'share', note, heads, ...text };
}
