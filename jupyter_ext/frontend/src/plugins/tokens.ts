/** What other plugins may use: the model of the shared context, and the names of the commands. */

import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { Loadable } from '../api/problem';
import type { Command } from '../api/wire/command';
import type { Dispute, Revision } from '../api/wire/entry';
import type { Member, Person } from '../api/wire/member';
import type { Health, ServerStatus } from '../api/wire/status';
import type { Turn } from '../api/wire/turn';
import type { Access } from '../core/access';
import type { Answer, TurnList } from '../core/answer';
import type { Entry } from '../core/entry';
import type { Consequences } from '../features/entries/consequences';
import type { Drafts } from '../features/entries/drafts';
import type { Since } from '../features/handoff/since';
import type { Letters } from '../features/messages/letters';
import type { Inbox } from '../features/messages/message';
import type { ReviewItem } from '../features/review/wire';
import type { Sprint } from '../features/sprint/sprint';
import type { People, Redaction, SuggestedAreas } from '../features/team/wire';
import type { AskState } from '../features/turns/ask';
import type { Thread } from '../features/turns/thread';
import type { Connection } from '../feed/feed';

export const PLUGIN = 'jupyter-commonground';
export const CommandIDs = {
  openPanel: 'commonground:open-panel',
  addEntry: 'commonground:add-entry',
  askPrivately: 'commonground:ask-privately',
  writeMessage: 'commonground:write-message',
  openInbox: 'commonground:open-inbox',
  focusSearch: 'commonground:focus-search'
} as const;

/**
 * One team's shared context and this member's private part of it, live. Every read is a snapshot;
 * `stateChanged` says when to read again.
 */
export interface IContextModel extends IDisposable {
  readonly stateChanged: ISignal<IContextModel, void>;
  /** A turn began, grew or ended; the argument is its id. */
  readonly turnChanged: ISignal<IContextModel, string>;

  /**
   * Call back with the things of which something new was said, by how their ids begin; with none
   * after a reconnect, when it may have been any.
   */
  onFacts(prefix: string, callback: (about: readonly string[]) => void): IDisposable;

  readonly connection: Connection;
  readonly status: Loadable<ServerStatus>;
  readonly user: Member | null;
  readonly access: Access;
  readonly store: Health;
  /** Who is connected now, by the server's word. */
  readonly present: readonly Member[];
  readonly team: Loadable<readonly Entry[]>;
  readonly mine: Loadable<readonly Entry[]>;
  /** Entries that contradict each other, by the server's word. */
  readonly disputes: readonly Dispute[];
  /** What waits for the owner. Everybody may read it. */
  readonly review: Loadable<readonly ReviewItem[]>;
  /** The team: members, the owner on duty, areas and policies. */
  readonly people: Loadable<People>;
  readonly turns: Loadable<TurnList>;
  /** Messages that concern this member. */
  readonly inbox: Loadable<Inbox>;
  /** Threads with the model, the one used last first. */
  readonly threads: Loadable<readonly Thread[]>;
  readonly drafts: Drafts;
  /** What came since this member left. */
  readonly since: Since;
  /** Messages and lines that are being written. */
  readonly letters: Letters;
  readonly asking: AskState;
  /** The last thing worth saying aloud to a screen reader. */
  readonly announcement: string;

  person(username: string): Person;
  turn(id: string): Turn | null;
  answer(id: string): Answer;
  /** Whether this turn's model is the built-in demonstration model. */
  isDemo(turn: Turn): boolean;

  /** Keep a turn's answer loaded and up to date until the result is disposed. */
  watch(id: string): IDisposable;
  /** Load again what failed, and connect at once. */
  refresh(): void;
  loadOlder(): Promise<void>;
  /** Send a draft. It is closed on success only; on an error it keeps its text and says why. */
  send(key: string): Promise<boolean>;
  /** Throws a Problem. */
  retire(entry: string, heads: readonly string[]): Promise<void>;
  /** Throws a Problem. */
  accept(entry: string, head: string): Promise<void>;
  /** Carry out any other command, and see the queue without what it settled. Throws a Problem. */
  run(command: Command): Promise<void>;
  /** Say something with or of a message or thread; the result is its id. Throws a Problem. */
  say(command: Command): Promise<string | null>;
  /** Ask the model in a thread. Throws a Problem. */
  askInThread(thread: string, question: string): Promise<Turn>;
  /** Let the model go on with what was answered. Throws a Problem. */
  goOn(message: string): Promise<Turn>;
  /** Change a setting. Throws a Problem. */
  set(name: string, value: unknown): Promise<void>;
  /** Let an area's entries reach you, or mute it. Throws a Problem. */
  follow(area: string, follow: boolean): Promise<void>;

  /** What a command would do; nothing is written. Throws a Problem. */
  preview(command: Command): Promise<Consequences>;

  /** The sprint that runs, or the newest with that goal; null where there is none. Throws. */
  sprint(goal: string | null): Promise<Sprint | null>;

  /** The versions of an entry that left its live document, oldest first. */
  history(entry: string): Promise<Revision[]>;
  /** Areas that the server finds in CODEOWNERS and in the tree. Throws a Problem. */
  suggestedAreas(): Promise<SuggestedAreas>;

  /** Take a leaked text out of everything that the server keeps. Throws a Problem. */
  redact(text: string, reason: string): Promise<Redaction>;
  writeQuestion(question: string): void;
  askPrivately(): Promise<boolean>;
  /** Throws a Problem. */
  stop(id: string): Promise<void>;
}

export const IContextModel = new Token<IContextModel>(
  `${PLUGIN}:IContextModel`,
  'The shared context of a team: entries, turns, members and the private notes of this member.'
);
