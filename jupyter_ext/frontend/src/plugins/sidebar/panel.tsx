/** The sidebar: draws the header, the banners and the tabs out of the models whenever they change. */

import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { MessageLoop } from '@lumino/messaging';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { trans } from '../../core/trans';
import type { IContextModel } from '../tokens';
import { JobCards } from '../../features/jobs/jobcards';
import { MeetingBar } from '../../features/meeting/meetingbar';
import { attention } from '../../features/messages/message';
import { SprintModel } from '../../features/sprint/model';
import { Header } from '../../features/team/header';
import { Results } from '../../features/search/results';
import { SearchBox } from '../../features/search/searchbox';
import { OwnerProvider } from '../../ui/askowner';
import type { DraftPlace } from '../../ui/draft';
import { DraftProvider } from '../../ui/draft';
import type { Env } from '../../ui/env';
import { EnvProvider } from '../../ui/env';
import { OfferProvider } from '../../ui/naming';
import { commonGroundIcon } from '../../ui/icons';
import { Kept, pageShelf } from '../../ui/kept';
import type { MarkdownFactory } from '../../ui/markdown';
import type { Notebooks } from '../../ui/notebooks';
import type { OtherKernel } from '../../ui/otherkernel';
import { ReachedProvider } from '../../ui/states';
import { Tabs } from '../../ui/tabs';
import { PanelActions } from './actions';
import { Banners } from './banners';
import { DerivedEntries } from './derived';
import { KernelBanner } from './kernelbanner';
import type { TabId } from './navigation';
import { Navigation } from './navigation';
import type { PanelView } from './panelview';
import { sharing, tabsOf } from './tabs';

/** Milliseconds between two looks at the clock, for "5 min ago". */
const TICK = 30_000;

export class ContextPanel extends ReactWidget {
  constructor(
    private readonly _model: IContextModel,
    private readonly _keptOf: (username: string) => Kept,
    markdown: MarkdownFactory,
    notebooks: Notebooks,
    private readonly _kernel: OtherKernel
  ) {
    super();
    this.id = 'commonground-panel';
    this.addClass('cg-panel');
    this.node.dataset['testid'] = 'cg-panel';
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Common Ground'));
    this.title.icon = commonGroundIcon;
    this.title.caption = trans.__('Common Ground: the team’s shared context');
    const page = new Kept('', pageShelf());
    this.navigation = new Navigation(
      () => this.update(),
      'context',
      page,
      (tab, thing) => this._opened(tab, thing)
    );
    this.actions = new PanelActions(_model, this.navigation, notebooks);
    this._derived = new DerivedEntries(_model);
    this._place = { box: _model.typed, about: '' };
    this._steady = {
      markdown,
      person: username => _model.person(username),
      answer: id => _model.turns.answer(id),
      watch: id => _model.turns.watch(id),
      isDemo: turn => _model.turns.isDemo(turn)
    };
    this._sprint = new SprintModel(_model, () => _model.sprint(null));
    this._sprint.changed.connect(() => this.update());
    _model.stateChanged.connect(this.update, this);
    _model.stateChanged.connect(this._label, this);
    this._clock = window.setInterval(() => this.update(), TICK);
  }

  /** An entry that all share is used once somebody opens it by a link. */
  private _opened(tab: TabId, thing: string): void {
    const { team } = this._model.entries;
    if (tab === 'context' && team.tag === 'ready') {
      if (team.value.some(({ id, kind }) => id === thing && kind !== 'note')) {
        this._model.freshness.opened(thing);
      }
    }
  }

  readonly navigation: Navigation;
  readonly actions: PanelActions;

  /** Have at least so many pixels. */
  setLeastWidth(pixels: number): void {
    this.node.style.setProperty('min-width', `${pixels}px`, 'important');
    if (this.parent !== null) {
      MessageLoop.postMessage(this.parent, Widget.Msg.FitRequest);
    }
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

  protected override onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    this.update();
  }

  protected override onUpdateRequest(msg: Message): void {
    // A collapsed sidebar is not drawn; it catches up when it is shown.
    if (this.isVisible) {
      super.onUpdateRequest(msg);
      void this.renderPromise?.then(() => this.navigation.giveFocus(this.node));
    }
  }

  protected override render(): JSX.Element {
    const model = this._model;
    const view: PanelView = {
      model,
      actions: this.actions,
      navigation: this.navigation,
      derived: this._derived,
      sprint: this._sprint,
      kept: this._keptOf(model.user?.username ?? '')
    };
    const env: Env = { ...this._steady, now: Date.now() };
    const { people: known } = model.team;
    const people = known.tag === 'ready' ? known.value : { members: [], areas: [] };
    return (
      <EnvProvider value={env}>
        <OfferProvider value={model.turns.wishes.names}>
          <ReachedProvider value={model.connection.tag === 'online'}>
            <DraftProvider value={this._place}>
              <OwnerProvider
                value={
                  model.access.contribute
                    ? {
                        judge: model.access.judge,
                        ask: (kept, why) => this.actions.askOwner(kept, why)
                      }
                    : null
                }
              >
                <Header
                  present={model.team.present}
                  user={model.user}
                  connection={model.connection}
                  status={model.team.status}
                  onReconnect={() => model.refresh()}
                  onModel={
                    model.team.nearby.decided
                      ? () => void model.team.nearby.reconsider()
                      : null
                  }
                >
                  <MeetingBar
                    meeting={model.meeting}
                    company={model.team.present.length > 1}
                    contribute={model.access.contribute}
                  />
                </Header>
                <Banners model={model}>
                  <KernelBanner kernel={this._kernel} />
                </Banners>
                <JobCards jobs={model.jobs} />
                <SearchBox
                  search={model.search}
                  people={people.members.map(({ username }) => username)}
                  areas={people.areas.map(({ name }) => name)}
                  onDown={() => this.navigation.focus('found')}
                />
                {model.search.shown && (
                  <Results
                    search={model.search}
                    onOpen={hit => void this.actions.open(hit)}
                    onLeave={() => this.navigation.focus('find')}
                  />
                )}
                <div className="cg-tabs-place" hidden={model.search.shown}>
                  <Tabs
                    label={trans.__('Common Ground')}
                    tabs={tabsOf(view)}
                    current={this.navigation.tab}
                    onSelect={tab => this.navigation.go(tab)}
                  />
                </div>
                {sharing(view)}
              </OwnerProvider>
            </DraftProvider>
          </ReachedProvider>
        </OfferProvider>
      </EnvProvider>
    );
  }

  /** How many messages wait stands on the icon, and in words in its caption. */
  private _label(): void {
    const { inbox, work } = this._model;
    const messages = inbox.tag === 'ready' ? attention(inbox.value) : 0;
    const overlaps = work.notices.length;
    const waiting = messages + overlaps;
    if (waiting !== this._waiting) {
      this._waiting = waiting;
      const name = trans.__('Common Ground: the team’s shared context');
      const said = [
        trans._n('%1 message for you', '%1 messages for you', messages),
        ...(overlaps === 0
          ? []
          : [
              trans._n(
                '%1 overlap with your work',
                '%1 overlaps with your work',
                overlaps
              )
            ])
      ].join(', ');
      this.title.caption = waiting === 0 ? name : `${name} – ${said}`;
      this.title.dataset = {
        ...this.title.dataset,
        'cg-count': waiting > 99 ? '99+' : waiting === 0 ? '' : String(waiting)
      };
    }
  }

  private readonly _derived: DerivedEntries;
  private readonly _place: DraftPlace;
  /** The same functions at every redraw, so that effects may depend on them. */
  private readonly _steady: Omit<Env, 'now'>;
  private readonly _sprint: SprintModel;
  private readonly _clock: number;
  private _waiting = 0;
}
