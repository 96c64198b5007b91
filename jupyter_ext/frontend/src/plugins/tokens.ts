/** What other plugins may use: the model of the shared context, and the names of the commands. */

import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { Loadable } from '../api/problem';
import type { Command } from '../api/wire/command';
import type { Dispute } from '../api/wire/entry';
import type { Turn } from '../api/wire/turn';
import type { CostAnswer } from '../api/wire/types';
import type { Custody } from '../features/audit/custody';
import type { WorkModel } from '../features/claims/model';
import type { ExchangeActions } from '../features/exchange/requests';
import type { AskingModel } from '../features/contradictions/asking';
import type { EditsModel } from '../features/edits/model';
import type { FreshnessModel } from '../features/freshness/model';
import type { FindingsModel } from '../features/findings/model';
import type { EntriesModel } from '../features/entries/model';
import type { Since } from '../features/handoff/since';
import type { JobsModel } from '../features/jobs/model';
import type { MeetingModel } from '../features/meeting/model';
import type { Letters } from '../features/messages/letters';
import type { Inbox, Message } from '../features/messages/wire';
import type { ReviewItem } from '../features/review/wire';
import type { SearchModel } from '../features/search/model';
import type { SuggestionsModel } from '../features/suggestions/model';
import type { Made, SummaryRequests } from '../features/summaries/requests';
import type { Sprint } from '../features/sprint/wire';
import type { TeamModel } from '../features/team/model';
import type { TurnsModel } from '../features/turns/model';
import type { DraftBox } from '../ui/draftbox';
import type { Session } from '../feed/session';

export const PLUGIN = 'jupyter-commonground';

/** Where the documentation is, as the package's metadata says too. */
export const DOCUMENTATION =
  'https://common-ground-jupyter.github.io/jupyter-commonground/';

export const CommandIDs = {
  openPanel: 'commonground:open-panel',
  openTab: 'commonground:open-tab',
  focusSearch: 'commonground:focus-search',
  addEntry: 'commonground:add-entry',
  addNote: 'commonground:add-note',
  askPrivately: 'commonground:ask-privately',
  writeMessage: 'commonground:write-message',
  saveAnswer: 'commonground:save-answer',
  askAboutCell: 'commonground:ask-about-cell',
  shareSelection: 'commonground:share-selection',
  insertCell: 'commonground:insert-cell',
  changeCell: 'commonground:change-cell',
  cellActions: 'commonground:cell-actions',
  shareFinding: 'commonground:share-finding',
  stop: 'commonground:stop',
  acknowledge: 'commonground:acknowledge',
  reconnect: 'commonground:reconnect',
  notifyOnDesktop: 'commonground:notify-on-desktop',
  openDocumentation: 'commonground:open-documentation'
} as const;

/**
 * One team's shared context and this member's private part of it, live: a model for each feature.
 * Every read is a snapshot; `stateChanged` says when to read again.
 */
export interface IContextModel extends Session, IDisposable {
  readonly team: TeamModel;
  readonly entries: EntriesModel;
  readonly turns: TurnsModel;
  /** Changes of cells that the AI proposes, for the notebooks that are open. */
  readonly edits: EditsModel;
  /** Entries that contradict each other. */
  readonly disputes: readonly Dispute[];
  /** What members are asked: how the entry that they wrote stands to others, and hints. */
  readonly asking: AskingModel;
  /** What waits for the owner. Everybody may read it. */
  readonly review: Loadable<readonly ReviewItem[]>;
  /** What the AI suggests to keep, of answers and threads. */
  readonly suggestions: SuggestionsModel;
  /** Summaries that wait, and those that took the place of several entries. */
  readonly summaries: {
    readonly value: Loadable<readonly Made[]>;
    now(): Promise<void>;
  };
  /** Ask a question without a proposed entry, and as if it held. Throws a Problem. */
  readonly onTry: (entry: string, question: string) => Promise<readonly [Turn, Turn]>;
  /** What may be asked about small entries on one subject. */
  readonly summing: SummaryRequests;
  /** Messages that concern this member. */
  readonly inbox: Loadable<Inbox>;
  /** What questions cost, as far as this member sees it, and the budgets of today. */
  readonly cost: { readonly value: Loadable<CostAnswer> };
  /** What became of the code that entries speak of. */
  readonly freshness: FreshnessModel;
  /** What was found, and how it stands. */
  readonly findings: FindingsModel;
  /** What is looked for in everything, and what was found. */
  readonly search: SearchModel;
  /** The message that is being written. */
  readonly letters: Letters;
  /** What this member has typed and not sent, of all forms. */
  readonly typed: DraftBox;
  /** What came since this member left. */
  readonly since: Since;
  /** Who presents, and whom this page follows. */
  readonly meeting: MeetingModel;
  /** Who works on what now, and where it meets. */
  readonly work: WorkModel;
  /** What takes longer than a moment just now. */
  readonly jobs: JobsModel;
  /** What may be asked about all that the server keeps. */
  readonly custody: Custody;
  /** The whole context as a file. */
  readonly exchange: ExchangeActions;
  /** The last thing worth saying aloud to a screen reader. */
  readonly announcement: string;

  /** Load again what failed, and connect at once. */
  refresh(): void;
  /** Say something with or of a message or thread; the result is its id. Throws a Problem. */
  say(command: Command): Promise<string | null>;
  /** Let the model go on with what was answered. Throws a Problem. */
  goOn(message: string): Promise<Turn>;
  /** Download the sprint, or today's handoff, as a page to keep. Throws a Problem. */
  page(of: 'sprint' | 'handoff'): Promise<void>;
  /** Any message that this member may read, as it concerns them. Throws a Problem. */
  message(id: string): Promise<Message>;
  /** The sprint that runs, or the newest with that goal; null where there is none. Throws. */
  sprint(goal: string | null): Promise<Sprint | null>;
}

export const IContextModel = new Token<IContextModel>(
  `${PLUGIN}:IContextModel`,
  'The shared context of a team: entries, turns, members and the private notes of this member.'
);
