/**
 * The sidebar: takes snapshots of the model, hands them to pure components, and turns their callbacks
 * into calls on the model.
 */

import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import {
  bellIcon,
  checkIcon,
  codeIcon,
  listIcon,
  lockIcon,
  usersIcon
} from '@jupyterlab/ui-components';
import { VDomRenderer } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { Signal } from '@lumino/signaling';
import type { IContextModel } from '../tokens';
import { Problem } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import type { Dispute, Revision } from '../../api/wire/entry';
import type { Turn } from '../../api/wire/turn';
import { mayStop } from '../../core/access';
import { contradictionsOf } from '../../core/contradiction';
import type { Entry } from '../../core/entry';
import { isDisputed, newestHead, seenIds, titlesByRevision } from '../../core/entry';
import { given, keyedOf } from '../../core/keyed';
import type { Titles } from '../../core/titles';
import type { Contradictions } from '../../features/entries/contexttab';
import { ContextTab } from '../../features/entries/contexttab';
import type { EntryActions } from '../../features/entries/entrycard';
import { SinceCard } from '../../features/handoff/sincecard';
import { InboxTab } from '../../features/messages/inboxtab';
import type { Letter } from '../../features/messages/letters';
import { askedAbout, attention } from '../../features/messages/message';
import { sideIds } from '../../features/review/queue';
import type { ReviewActions } from '../../features/review/reviewtab';
import { ReviewTab } from '../../features/review/reviewtab';
import { SprintModel } from '../../features/sprint/model';
import { SprintSection } from '../../features/sprint/section';
import { Header } from '../../features/team/header';
import { waitsFor } from '../../features/team/people';
import { PeopleTab } from '../../features/team/peopletab';
import type { TurnActions } from '../../features/turns/turncard';
import { TurnsTab } from '../../features/turns/turnstab';
import type { Env } from '../../ui/env';
import { EnvProvider } from '../../ui/env';
import { excerpt } from '../../ui/format';
import { commonGroundIcon } from '../../ui/icons';
import type { Kept } from '../../ui/kept';
import type { MarkdownFactory } from '../../ui/markdown';
import type { Notebooks } from '../../ui/notebooks';
import { Banner, Coded, ProblemNote } from '../../ui/states';
import type { Tab } from '../../ui/tabs';
import { Tabs } from '../../ui/tabs';
import { PrivateTab } from './privatetab';

export type TabId = 'context' | 'inbox' | 'review' | 'turns' | 'private' | 'people';
/** What a command may put the focus on. */
export type FocusTarget = 'search' | 'ask' | 'tab';

const LIMITS = { title: 200, body: 20_000, question: 50_000 };
/** Characters of a message's text, and of each line below it. */
const MAX_MESSAGE = 9_000;
/** Milliseconds between two looks at the clock, for "5 min ago". */
const TICK = 30_000;

export class ContextPanel extends VDomRenderer<IContextModel> {
  constructor(
    model: IContextModel,
    private readonly _keptOf: (username: string) => Kept,
    markdown: MarkdownFactory,
    private readonly _notebooks: Notebooks
  ) {
    super(model);
    this.id = 'commonground-panel';
    this.addClass('cg-panel');
    this.node.dataset['testid'] = 'cg-panel';
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', 'Common Ground');
    this.title.icon = commonGroundIcon;
    this.title.caption = 'Common Ground: the team’s shared context';
    this._steady = {
      markdown,
      person: username => model.person(username),
      answer: id => model.answer(id),
      watch: id => model.watch(id),
      isDemo: turn => model.isDemo(turn)
    };
    this._sprint = new SprintModel(model, null);
    this._sprint.changed.connect(() => this.update());
    this._clock = window.setInterval(() => this.update(), TICK);
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    window.clearInterval(this._clock);
    this._sprint.dispose();
    Signal.clearData(this);
    super.dispose();
  }

  open(tab: TabId, focus: FocusTarget = 'tab'): void {
    this._tab = tab;
    this._focus = focus;
    this.update();
  }

  /** Put the focus on the tab that is open already. */
  focusTab(): void {
    this.open(this._tab, 'tab');
  }

  addEntry(): void {
    if (this.model.access.contribute) {
      this.model.drafts.open('add', { kind: 'convention' });
    }
    this._tab = 'context';
    this.update();
  }

  protected override onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    this.update();
  }

  protected override onUpdateRequest(msg: Message): void {
    // A collapsed sidebar is not drawn; it catches up when it is shown.
    if (this.isVisible) {
      super.onUpdateRequest(msg);
      void this.renderPromise?.then(() => this._giveFocus());
    }
  }

  protected override render(): JSX.Element {
    const { model } = this;
    const { status } = model;
    const env: Env = { ...this._steady, now: Date.now() };
    return (
      <EnvProvider value={env}>
        <Header
          present={model.present}
          user={model.user}
          connection={model.connection}
          status={status}
          onReconnect={() => model.refresh()}
        />
        {this._banners()}
        <Tabs
          label="Common Ground"
          tabs={this._tabs()}
          current={this._tab}
          onSelect={tab => {
            this._tab = tab;
            this.update();
          }}
        />
      </EnvProvider>
    );
  }

  private _drawSprint(): JSX.Element | null {
    const { model, _sprint } = this;
    const found = _sprint.sprint;
    return found.tag !== 'ready' || found.value === null || found.value.ended ? null : (
      <SprintSection
        sprint={found.value}
        user={model.user}
        contribute={model.access.contribute}
        problem={_sprint.problem}
        onNote={(what, text) => _sprint.note(what, text)}
        onReveal={() => _sprint.reveal()}
      />
    );
  }

  private _banners(): JSX.Element {
    const { model } = this;
    const { status, connection, access, store } = model;
    return (
      <div className="cg-banners">
        {status.tag === 'error' && (
          <ProblemNote problem={status.problem} retry={() => model.refresh()} />
        )}
        {connection.tag === 'refused' && (
          <Banner look="error" testId="cg-banner-refused">
            You are not logged in any more. Reload the page and log in; copy unsent text
            first.
          </Banner>
        )}
        {connection.tag === 'waiting' && connection.attempt > 1 && (
          <Banner look="warn" testId="cg-banner-disconnected">
            Not connected: you see the last known state. What you write is kept here.
          </Banner>
        )}
        {!store.ok && (
          <Banner look="error" testId="cg-banner-store">
            The server can’t store changes:{' '}
            {store.message ?? 'its disk does not take them.'} Reading works.
          </Banner>
        )}
        {status.tag === 'ready' && !status.value.collaboration.ok && (
          <Banner look="warn" testId="cg-banner-collaboration">
            <Coded
              text={
                status.value.collaboration.message ??
                'Live notebooks are off: jupyter-collaboration is missing.'
              }
            />
          </Banner>
        )}
        {status.tag === 'ready' && status.value.model.problem !== null && (
          <Banner look="warn" testId="cg-banner-model">
            <Coded text={status.value.model.problem} />
          </Banner>
        )}
        {access.reason !== null && (
          <Banner look="info" testId="cg-banner-readonly">
            <Coded text={access.reason} />
          </Banner>
        )}
      </div>
    );
  }

  private _tabs(): Tab<TabId>[] {
    const { model } = this;
    const { status, team, mine, review, turns, drafts, access } = model;
    const limits = status.tag === 'ready' ? status.value.limits : LIMITS;
    const titles = this._titles(team, mine);
    const entryActions = this._entryActions();
    const turnActions: TurnActions = {
      onJump: turn => void this._jump(turn),
      onStop: turn => model.stop(turn.id),
      ...(access.contribute
        ? { onWriteAbout: (letter: Partial<Letter>) => this._writeLetter(letter) }
        : {})
    };
    const { inbox, threads } = model;
    const openThreads =
      threads.tag === 'ready' ? threads.value.filter(thread => !thread.closed) : [];
    const say = async (command: Command): Promise<void> => {
      await model.say(command);
    };
    const you = model.user?.username ?? '';
    const areas =
      model.people.tag === 'ready' ? model.people.value.areas.map(a => a.name) : [];
    const onRetry = (): void => model.refresh();
    const onOlder = (): void => void model.loadOlder();
    return [
      {
        id: 'context',
        label: 'Context',
        icon: listIcon,
        content: (
          <ContextTab
            {...entryActions}
            entries={team}
            contradictions={this._contradictions(team)}
            access={access}
            drafts={drafts}
            limits={limits}
            areas={areas}
            waits={waitsFor(model.people)}
            key={model.user?.username ?? ''}
            kept={this._keptOf(model.user?.username ?? '')}
            opened={this._opened}
            top={this._since(team)}
            onAdd={() => this.addEntry()}
            onRetry={onRetry}
            sprint={this._drawSprint()}
          />
        )
      },
      {
        id: 'inbox',
        label: 'Inbox',
        icon: bellIcon,
        count: inbox.tag === 'ready' ? attention(inbox.value) : 0,
        counted: 'messages for you',
        content: (
          <InboxTab
            key={you}
            inbox={inbox}
            letters={model.letters}
            access={access}
            you={you}
            limit={MAX_MESSAGE}
            onSay={say}
            onGoOn={async message => {
              const turn = await model.goOn(message.id);
              this.open(turn.visibility === 'private' ? 'private' : 'turns');
            }}
            onWriteLetter={() => this._writeLetter({})}
            onRetry={onRetry}
          />
        )
      },
      {
        id: 'review',
        label: 'Review',
        icon: checkIcon,
        count: review.tag === 'ready' ? review.value.length : 0,
        content: (
          <ReviewTab
            {...this._reviewActions()}
            items={review}
            judge={access.judge}
            mayAsk={access.contribute}
            asked={item =>
              inbox.tag === 'ready' &&
              askedAbout(inbox.value.items, sideIds(item)) !== null
            }
            limits={limits}
            onRetry={onRetry}
          />
        )
      },
      {
        id: 'turns',
        label: 'Turns',
        icon: codeIcon,
        count:
          turns.tag === 'ready'
            ? turns.value.turns.filter(
                t => t.status === 'streaming' && t.visibility === 'shared'
              ).length
            : 0,
        content: (
          <TurnsTab
            {...turnActions}
            turns={turns}
            threads={threads}
            entries={this._entryTitles(team)}
            titles={titles}
            letters={model.letters}
            access={access}
            you={you}
            turnOf={id => model.turn(id)}
            mayStop={turn => mayStop(model.user, turn)}
            onSay={say}
            onAskInThread={async (thread, question) => {
              await model.askInThread(thread, question);
            }}
            onOlder={onOlder}
            onRetry={onRetry}
          />
        )
      },
      {
        id: 'private',
        label: 'Private',
        icon: lockIcon,
        content: (
          <PrivateTab
            {...entryActions}
            {...turnActions}
            notes={mine}
            turns={turns}
            titles={titles}
            asking={model.asking}
            access={access}
            user={model.user}
            drafts={drafts}
            limits={limits}
            areas={areas}
            threads={openThreads}
            onBring={note => this._share(note, openThreads[0]?.id ?? null)}
            onShareTurn={turn => this._shareTurn(turn)}
            onNote={() => drafts.open('note', { kind: 'note' })}
            onShare={note => this._share(note)}
            onQuestion={question => model.writeQuestion(question)}
            onAsk={() => model.askPrivately()}
            onOlder={onOlder}
            onRetry={onRetry}
          />
        )
      },
      {
        id: 'people',
        label: 'People',
        icon: usersIcon,
        content: (
          <PeopleTab
            people={model.people}
            judge={access.judge}
            admin={access.administer}
            named={access.note}
            you={model.user?.username ?? null}
            onFollow={(area, follow) => model.follow(area, follow)}
            onPolicy={(kind, policy) => model.set(`policy:${kind}`, policy)}
            onSet={(name, value) => model.set(name, value)}
            onSuggest={() => model.suggestedAreas()}
            onRedact={(text, reason) => model.redact(text, reason)}
            onRetry={onRetry}
          />
        )
      }
    ];
  }

  private _since(team: IContextModel['team']): JSX.Element | null {
    const { since, access } = this.model;
    if (since.handoff === null) {
      return null;
    }
    const held = new Set(team.tag === 'ready' ? team.value.map(({ id }) => id) : []);
    return (
      <SinceCard
        handoff={since.handoff}
        restated={since.restated}
        sending={since.sending}
        problem={since.problem}
        mayRestate={access.contribute}
        has={entry => held.has(entry)}
        onOpen={entry => this._show(entry)}
        onRestate={text => since.write(text)}
        onAcknowledge={() => void this._acknowledge()}
      />
    );
  }

  private async _acknowledge(): Promise<void> {
    await this.model.since.acknowledge();
    if (this.model.since.handoff === null) {
      this.open('context', 'search'); // the button that had the focus is gone
    }
  }

  /** Bring an entry into sight and put the focus on it. */
  private _show(entry: string): void {
    this._opened = entry;
    this._tab = 'context';
    this._focus = { card: entry };
    this.update();
  }

  private _entryActions(): EntryActions {
    const { model } = this;
    return {
      onWrite: (key, text) => model.drafts.write(key, text),
      onSend: key => void model.send(key),
      onDiscard: key => model.drafts.discard(key),
      onPreview: command => model.preview(command),
      onEdit: (entry, from) => this._edit(entry, from),
      onRetire: entry => this._retire(entry),
      onRevert: (entry, to) =>
        model.run({
          command: 'revert',
          entry: entry.id,
          heads: seenIds(entry),
          to: to.id
        }),
      onVersions: entry => model.history(entry.id),
      onAccept: entry => model.accept(entry.id, newestHead(entry)?.id ?? '')
    };
  }

  private _reviewActions(): ReviewActions {
    const { model } = this;
    return {
      onAccept: ({ entries: [entry] }) =>
        model.run({ command: 'accept', entry: entry.id, heads: seenIds(entry) }),
      onReject: ({ entries: [entry] }, reason) =>
        model.run({
          command: 'reject',
          entry: entry.id,
          heads: seenIds(entry),
          reason
        }),
      onResolve: (item, settlement) =>
        model.run({ command: 'resolve', sides: sideIds(item), ...settlement }),
      onAskSides: async item => {
        await model.say({ command: 'query_sides', sides: sideIds(item) });
      },
      onDismiss: (item, reason) =>
        model.run({ command: 'dismiss', sides: sideIds(item), reason }),
      onMerge: (items, { keyed, ...text }) =>
        model.run({
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
          this._tab = 'context';
          this._focus = { entry: entry.id };
          this.update();
        }
      }
    };
  }

  private _edit(entry: Entry, from: Revision): void {
    this.model.drafts.open('edit', {
      entry: entry.id,
      heads: seenIds(entry),
      kind: entry.kind,
      title: from.title,
      body: from.body,
      keyed: keyedOf(from)
    });
  }

  private _writeLetter(start: Partial<Letter>): void {
    this.model.letters.open(start);
    this._tab = 'inbox';
    this.update();
  }

  /** Share what a private question brought: its text goes into the same dialog as a note's. */
  private _shareTurn(turn: Turn): void {
    const answer = this.model.answer(turn.id);
    this.model.drafts.open('share', {
      entry: turn.id,
      kind: 'knowledge',
      title: excerpt(turn.question, 160),
      body: answer.tag === 'ready' ? answer.text : ''
    });
  }

  private _share(note: Entry, thread: string | null = null): void {
    const newest = newestHead(note);
    if (newest !== undefined) {
      this.model.drafts.open('share', {
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

  private async _retire(entry: Entry): Promise<void> {
    const heads = seenIds(entry);
    const shared = entry.kind !== 'note';
    const answer = await showDialog({
      title: shared ? 'Retire this entry for everyone?' : 'Retire this note?',
      body: isDisputed(entry)
        ? 'All its versions go out of force. Nothing is deleted: it stays on the record.'
        : 'It goes out of force and out of prompts. Nothing is deleted: it stays on the record.',
      buttons: [Dialog.cancelButton(), Dialog.warnButton({ label: 'Retire' })]
    });
    if (answer.button.accept) {
      await this.model.retire(entry.id, heads);
    }
  }

  private async _jump(turn: Turn): Promise<void> {
    try {
      await this._notebooks.jump(turn.path ?? '', turn.cell);
    } catch (error) {
      const problem = Problem.of(error);
      Notification.warning(`${problem.message} ${problem.remedy}`.trim(), {
        autoClose: 6000
      });
    }
  }

  /** Titles of everything that this member can read; made anew only when the entries change. */
  private _titles(team: IContextModel['team'], mine: IContextModel['mine']): Titles {
    const sides = [team, mine].map(side => (side.tag === 'ready' ? side.value : null));
    if (sides.some((side, at) => side !== this._named[at])) {
      this._named = sides;
      this._known = titlesByRevision(sides.flatMap(side => side ?? []));
    }
    return this._known;
  }

  /** Titles of the team's entries by id, for what is brought into threads. */
  private _entryTitles(team: IContextModel['team']): ReadonlyMap<string, string> {
    const entries = team.tag === 'ready' ? team.value : [];
    return new Map(entries.map(entry => [entry.id, newestHead(entry)?.title ?? '']));
  }

  /** What contradicts what; made anew only when the entries or the disputes change. */
  private _contradictions(team: IContextModel['team']): Contradictions {
    const entries = team.tag === 'ready' ? team.value : [];
    const { disputes } = this.model;
    const [known, at] = this._compared;
    if (disputes !== at || (entries !== known && disputes.length > 0)) {
      this._compared = [entries, disputes];
      this._against = contradictionsOf(entries, disputes);
    }
    return this._against;
  }

  private _giveFocus(): void {
    const target = this._focus;
    if (target === null) {
      return;
    }
    this._focus = null;
    const selector =
      typeof target === 'object' && 'card' in target
        ? `.cg-tabpanel:not([hidden]) [data-entry="${CSS.escape(target.card)}"]`
        : typeof target === 'object'
          ? `.cg-tabpanel:not([hidden]) [data-entry="${CSS.escape(target.entry)}"] input`
          : target === 'tab'
            ? `#cg-tab-${this._tab}`
            : `.cg-tabpanel:not([hidden]) [data-cg-focus="${target}"]`;
    this.node.querySelector<HTMLElement>(selector)?.focus();
  }

  private _tab: TabId = 'context';
  private _focus:
    FocusTarget | { readonly entry: string } | { readonly card: string } | null = null;
  private _opened: string | null = null;
  private _named: (readonly Entry[] | null)[] = [];
  private _known: Titles = new Map();
  private _compared: readonly [readonly Entry[], readonly Dispute[]] = [[], []];
  private _against: Contradictions = new Map();
  /** The same functions at every redraw, so that effects may depend on them. */
  private readonly _steady: Omit<Env, 'now'>;
  private readonly _sprint: SprintModel;
  private readonly _clock: number;
}
