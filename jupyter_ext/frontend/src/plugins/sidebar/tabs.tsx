/** The tabs of the panel, each drawn by its feature out of what its model holds. */

import {
  bellIcon,
  checkIcon,
  codeIcon,
  listIcon,
  lockIcon,
  usersIcon
} from '@jupyterlab/ui-components';
import { trans } from '../../core/trans';
import { mayStop } from '../../core/access';
import { OverlapNotices } from '../../features/claims/notices';
import { CostSection } from '../../features/cost/costsection';
import { ContextTab } from '../../features/entries/contexttab';
import { Sharing } from '../../features/entries/sharedialog';
import { Allow } from '../../features/exceptions/allow';
import { Exchange } from '../../features/exchange/exchange';
import { UnusedSection } from '../../features/freshness/unused';
import { SinceCard } from '../../features/handoff/sincecard';
import { InboxTab } from '../../features/messages/inboxtab';
import { askedAbout, attention } from '../../features/messages/message';
import { Proposed } from '../../features/messages/proposed';
import { sideIds } from '../../features/review/queue';
import { ReviewTab } from '../../features/review/reviewtab';
import { Suggestions } from '../../features/suggestions/strip';
import { SprintSection } from '../../features/sprint/section';
import { waitsFor } from '../../features/team/people';
import { PeopleTab } from '../../features/team/peopletab';
import type { TurnActions } from '../../features/turns/turncard';
import { ToolPolicies } from '../../features/turns/toolpolicies';
import { TurnsTab } from '../../features/turns/turnstab';
import type { Thread } from '../../features/turns/wire';
import type { Tab } from '../../ui/tabs';
import { beside } from './beside';
import { besideItem, curating } from './curating';
import { findingsTab } from './findings';
import type { TabId } from './navigation';
import { nowTab } from './now';
import { ownersForms } from './ownersforms';
import type { PanelView } from './panelview';
import { limitsOf } from './panelview';
import { preferenceForms } from './preferences';
import { toolPolicies } from './toolpolicies';
import { takeKnown } from './known';
import { PrivateTab } from './privatetab';

/** Characters of a message's text, and of each line below it. */
const MAX_MESSAGE = 9_000;

export function tabsOf(view: PanelView): Tab<TabId>[] {
  return [
    contextTab(view),
    nowTab(view),
    findingsTab(view),
    inboxTab(view),
    reviewTab(view),
    turnsTab(view),
    privateTab(view),
    peopleTab(view)
  ];
}

function areasOf({ model }: PanelView): string[] {
  const { people } = model.team;
  return people.tag === 'ready' ? people.value.areas.map(area => area.name) : [];
}

function turnActions({ model, actions }: PanelView): TurnActions {
  const { contribute } = model.access;
  return {
    onJump: turn => void actions.jump(turn),
    onStop: turn => model.turns.stop(turn.id),
    answers: actions.answers,
    onAskColleague: contribute
      ? turn => actions.writeLetter({ kind: 'query', turn: turn.id })
      : null,
    below: turn =>
      contribute && (
        <>
          <Proposed turn={turn} onWrite={letter => actions.writeLetter(letter)} />
          <Suggestions
            items={model.suggestions.ofTurn(turn.id)}
            actions={actions.suggestions}
          />
        </>
      )
  };
}

function contextTab(view: PanelView): Tab<TabId> {
  const { model, actions, navigation, derived } = view;
  return {
    id: 'context',
    label: trans.__('Context'),
    icon: listIcon,
    content: (
      <ContextTab
        {...actions.entry}
        key={model.user?.username ?? ''}
        entries={model.entries.team}
        contradictions={derived.contradictions}
        access={model.access}
        drafts={model.entries.drafts}
        limits={limitsOf(view)}
        areas={areasOf(view)}
        waits={waitsFor(model.team.people)}
        kept={view.kept}
        opened={navigation.opened}
        asked={model.asking.now?.entry ?? null}
        beside={entry =>
          beside(model, derived, entry, (path, line) => actions.openFile(path, line))
        }
        marksOf={({ id }) => ({
          pinned: model.entries.marked('pin').has(id),
          muted: model.entries.marked('mute').has(id),
          mayPin: model.access.judge,
          onMark: (mark, on) => model.entries.mark(id, mark, on)
        })}
        onLook={() => actions.relevant()}
        top={
          <>
            {since(view)}
            {unused(view)}
          </>
        }
        sprint={folded => sprint(view, folded)}
        onAdd={() => actions.addEntry()}
        onRetry={() => model.refresh()}
      />
    )
  };
}

function unused({ model, derived, navigation }: PanelView): JSX.Element | null {
  const { freshness } = model;
  return (
    <UnusedSection
      of={freshness.unused}
      titleOf={entry => derived.entryTitles.get(entry) ?? entry}
      onShow={entry => navigation.go('context', { card: entry })} // to ask is not to use
      onHolds={({ entry, revision }) => freshness.holds(entry, revision, false)}
      onRetire={one => freshness.retire(one)}
    />
  );
}

function since({ model, actions, navigation }: PanelView): JSX.Element | null {
  const { since: visit, access } = model;
  const { team } = model.entries;
  if (visit.handoff === null) {
    return null;
  }
  const held = new Set(team.tag === 'ready' ? team.value.map(({ id }) => id) : []);
  return (
    <SinceCard
      handoff={visit.handoff}
      restated={visit.restated}
      sending={visit.sending}
      problem={visit.problem}
      mayRestate={access.contribute}
      has={entry => held.has(entry)}
      onOpen={entry => navigation.show(entry)}
      onRestate={text => visit.write(text)}
      onAcknowledge={() => void actions.acknowledge()}
      onPage={() => model.page('handoff')}
    />
  );
}

function sprint(
  { model, sprint: live }: PanelView,
  folded: boolean
): JSX.Element | null {
  const found = live.sprint;
  return found.tag !== 'ready' || found.value === null || found.value.ended ? null : (
    <SprintSection
      sprint={found.value}
      user={model.user}
      contribute={model.access.contribute}
      problem={live.problem}
      onNote={(what, text) => live.note(what, text)}
      onReveal={() => live.reveal()}
      onPage={() => model.page('sprint')}
      onSay={(command, done) => live.send(command, done)}
      folded={folded}
    />
  );
}

function inboxTab({ model, actions, navigation }: PanelView): Tab<TabId> {
  const { inbox } = model;
  const you = model.user?.username ?? '';
  return {
    id: 'inbox',
    label: trans.__('Inbox'),
    icon: bellIcon,
    count: inbox.tag === 'ready' ? attention(inbox.value) : 0,
    counted: trans.__('messages for you'),
    content: (
      <>
        <OverlapNotices notices={model.work.notices} actions={actions.overlaps} />
        <InboxTab
          key={you}
          inbox={inbox}
          opened={navigation.opened}
          fetchMessage={id => model.message(id)}
          letters={model.letters}
          access={model.access}
          you={you}
          limit={MAX_MESSAGE}
          onSay={command => actions.say(command)}
          onGoOn={async message => {
            const turn = await model.goOn(message.id);
            navigation.go(turn.visibility === 'private' ? 'private' : 'turns', 'tab');
          }}
          onWriteLetter={() => actions.writeLetter({})}
          below={message =>
            model.access.judge &&
            message.todo !== null && (
              <Allow
                body={message.body}
                onAllow={marks => actions.allow(message, marks)}
              />
            )
          }
          onRetry={() => model.refresh()}
        />
      </>
    )
  };
}

function reviewTab(view: PanelView): Tab<TabId> {
  const { model, actions } = view;
  const { review, inbox, access } = model;
  return {
    id: 'review',
    label: trans.__('Review'),
    icon: checkIcon,
    count: review.tag === 'ready' ? review.value.length : 0,
    content: (
      <>
        {curating(view)}
        <ReviewTab
          {...actions.review}
          items={review}
          judge={access.judge}
          mayAsk={access.contribute}
          beside={item => besideItem(view, item)}
          asked={item =>
            inbox.tag === 'ready' &&
            askedAbout(inbox.value.items, sideIds(item)) !== null
          }
          limits={limitsOf(view)}
          onRetry={() => model.refresh()}
        />
      </>
    )
  };
}

function turnsTab(view: PanelView): Tab<TabId> {
  const { model, actions, derived, navigation } = view;
  const { list } = model.turns;
  const turns = list.tag === 'ready' ? list.value.turns : [];
  return {
    id: 'turns',
    label: trans.__('Turns'),
    icon: codeIcon,
    count: turns.filter(
      turn => turn.status === 'streaming' && turn.visibility === 'shared'
    ).length,
    content: (
      <TurnsTab
        {...turnActions(view)}
        cost={<CostSection cost={model.cost.value} onRetry={() => model.refresh()} />}
        turns={list}
        threads={model.turns.threads}
        entries={derived.entryTitles}
        titles={derived.titles}
        access={model.access}
        you={model.user?.username ?? ''}
        opened={navigation.opened}
        turnOf={id => model.turns.turn(id)}
        mayStop={turn => mayStop(model.user, turn)}
        onSay={command => actions.say(command)}
        onAskInThread={async (thread, question) => {
          await model.turns.askInThread(thread, question);
        }}
        onOlder={() => void model.turns.loadOlder()}
        onRetry={() => model.refresh()}
      />
    )
  };
}

function privateTab(view: PanelView): Tab<TabId> {
  const { model, actions, derived, navigation } = view;
  const { question } = model.turns;
  const open = openThreads(view);
  return {
    id: 'private',
    label: trans.__('Private'),
    icon: lockIcon,
    content: (
      <PrivateTab
        {...actions.entry}
        {...turnActions(view)}
        opened={navigation.opened}
        turnOf={id => model.turns.turn(id)}
        notes={model.entries.mine}
        turns={model.turns.list}
        titles={derived.titles}
        question={question}
        skills={model.turns.wishes.skills}
        onLookAtSkills={model.turns.wishes.lookAtSkills}
        onTakeKnown={() => void takeKnown(model, navigation)}
        onFetchPrompt={model.turns.fetchPrompt}
        access={model.access}
        user={model.user}
        drafts={model.entries.drafts}
        limits={limitsOf(view)}
        threads={open}
        onBring={note => actions.share(note, open[0]?.id ?? null)}
        onNote={() => model.entries.drafts.open('note', { kind: 'note' })}
        onShare={note => actions.share(note)}
        onOlder={() => void model.turns.loadOlder()}
        onRetry={() => model.refresh()}
      />
    )
  };
}

/** The Share step of a note or an answer: a dialog, whichever tab is open. */
export function sharing(view: PanelView): JSX.Element {
  const { model, actions } = view;
  return (
    <Sharing
      {...actions.entry}
      drafts={model.entries.drafts}
      limits={limitsOf(view)}
      user={model.user}
      areas={areasOf(view)}
      threads={openThreads(view)}
      isShared={entry => model.turns.turn(entry)?.visibility === 'shared'}
    />
  );
}

function openThreads({ model }: PanelView): readonly Thread[] {
  const { threads } = model.turns;
  return threads.tag === 'ready' ? threads.value.filter(one => !one.closed) : [];
}

function peopleTab({ model, navigation }: PanelView): Tab<TabId> {
  const { team, access } = model;
  return {
    id: 'people',
    label: trans.__('People'),
    icon: usersIcon,
    content: (
      <PeopleTab
        people={team.people}
        judge={access.judge}
        admin={access.administer}
        named={access.note}
        you={model.user?.username ?? null}
        onFollow={(area, follow) => team.follow(area, follow)}
        onPolicy={(kind, policy) => team.set(`policy:${kind}`, policy)}
        onSet={(name, value) => team.set(name, value)}
        onSuggest={() => team.suggestedAreas()}
        onInvite={
          access.administer && team.invites
            ? (name, role) => team.invite(name, role)
            : null
        }
        clients={team.clients}
        yourForms={preferenceForms(model)}
        settled={
          <>
            <ToolPolicies {...toolPolicies(model, navigation.tab === 'people')} />
            {access.note && (
              <Exchange actions={model.exchange} admin={access.administer} />
            )}
          </>
        }
        ownersForms={ownersForms(model)}
        onRetry={() => model.refresh()}
      />
    )
  };
}
