/** The team, live: the member at this browser, who is connected, names, areas, policies and the owner on duty. */

import { CONSTANTS } from '../../api/wire/constants';
import type { IDisposable } from '@lumino/disposable';
import type { Loadable } from '../../api/problem';
import { failed, PENDING, ready } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import type { Member, Person } from '../../api/wire/member';
import { initialsOf } from '../../api/wire/member';
import type { Health, ServerStatus } from '../../api/wire/status';
import type { Turn } from '../../api/wire/turn';
import type { GivenLink } from '../../api/wire/types';
import type { Access } from '../../core/access';
import { accessOf } from '../../core/access';
import { trans } from '../../core/trans';
import type { Wish } from '../../core/wish';
import { NO_WISH, wishing } from '../../core/wish';
import { Fetched } from '../../feed/fetched';
import { NearbyModels } from './nearby';
import type { ClientActions } from './clients';
import type { InvitedRole } from './people';
import type { TeamRequests } from './requests';
import type { People, SuggestedAreas } from './wire';

/** What the team’s model needs of the documents and of the way commands go out. */
export interface TeamSources {
  /** People whom the team’s document names. */
  named(username: string): Person | undefined;
  /** The areas that this member follows, as their own document says. */
  wish(): Wish | undefined;
  /** A setting that this member alone has. */
  own(name: string): unknown;
  /** Throws a Problem. */
  command(command: Command): Promise<string | null>;
  changed(): void;
  /** Who is at this browser, as often as it is told. */
  userKnown(user: Member): void;
  /** Another member is at this browser now than before. */
  userChanged(): void;
}

export class TeamModel implements IDisposable {
  constructor(
    private readonly _requests: TeamRequests,
    private readonly _sources: TeamSources
  ) {
    this._people = new Fetched(
      () => _requests.people(),
      () => _sources.changed()
    );
    this.nearby = new NearbyModels(
      () => _requests.nearby(),
      async choice => {
        await this.set('local-model', choice);
        await this.loadStatus();
      },
      () => _sources.changed()
    );
    this._clients = {
      list: () => _requests.clientTokens(),
      make: (client, scopes, days) => _requests.makeClientToken(client, scopes, days),
      revoke: id => _requests.revokeClientToken(id)
    };
  }

  get isDisposed(): boolean {
    return this._people.isDisposed;
  }

  get status(): Loadable<ServerStatus> {
    return this._status;
  }

  get user(): Member | null {
    return this._user;
  }

  get access(): Access {
    return accessOf(this._user);
  }

  /** Whether the server can store changes. */
  get store(): Health {
    return this._store;
  }

  set store(health: Health) {
    this._store = health;
  }

  /** Who is connected now. */
  get present(): readonly Member[] {
    return this._present;
  }

  /** Members, the owner on duty, areas and policies. */
  get people(): Loadable<People> {
    return this._people.value;
  }

  person(username: string): Person {
    return (
      this._sources.named(username) ??
      this._members.get(username) ?? {
        username,
        display_name: username || trans.__('Somebody'),
        initials: initialsOf(username || '?'),
        color: null
      }
    );
  }

  isDemo(turn: Turn): boolean {
    return (
      turn.model_label.startsWith(CONSTANTS.demo_prefix) ||
      (this._status.tag === 'ready' &&
        this._status.value.model.demo &&
        this._status.value.model.name === turn.model)
    );
  }

  /** Change a setting. Throws a Problem. */
  async set(name: string, value: unknown): Promise<void> {
    await this._sources.command({ command: 'set', name, value });
    await this._people.now();
  }

  /** A setting that this member alone has; null where there is none. */
  own(name: string): unknown {
    return this._sources.own(name);
  }

  /** Let an area’s entries reach this member, or mute it. Throws a Problem. */
  async follow(area: string, follow: boolean): Promise<void> {
    await this.set('follow', wishing(this._sources.wish() ?? NO_WISH, area, follow));
  }

  /** Areas that the server finds in CODEOWNERS and in the tree. Throws a Problem. */
  suggestedAreas(): Promise<SuggestedAreas> {
    return this._requests.suggestedAreas();
  }

  /** Whether admins invite people here. */
  get invites(): boolean {
    return this._status.tag === 'ready' && this._status.value.invites;
  }

  /** A personal link for somebody who was never here. Throws a Problem. */
  async invite(name: string, role: InvitedRole): Promise<GivenLink> {
    const given = await this._requests.invite(name, role);
    this._people.soon();
    return given;
  }

  /** What this member may do with the tokens of their own clients; null where there are none. */
  get clients(): ClientActions | null {
    return this.invites && this.access.note ? this._clients : null;
  }

  load(): void {
    void this.loadStatus();
    void this._loadMembers();
    this._people.soon();
  }

  /** Fetch the people again in a moment. */
  soon(): void {
    this._people.soon();
  }

  async loadStatus(): Promise<void> {
    try {
      const status = await this._requests.status();
      this._status = ready(status);
      this.setUser(status.user);
      this._store = status.store;
      if (this.access.judge) {
        this.nearby.begin();
      }
    } catch (error) {
      if (this._status.tag !== 'ready') {
        this._status = failed(error);
      }
    }
    this._sources.changed();
  }

  setUser(user: Member): void {
    const before = this._user;
    this._user = user;
    this._members.set(user.username, user);
    if (before !== null && before.username !== user.username) {
      this._sources.userChanged();
    }
    this._sources.userKnown(user);
  }

  /** Who is connected now, each person once. */
  setPresent(members: readonly Member[]): void {
    this._present = [...new Map(members.map(m => [m.username, m])).values()];
    this._present.forEach(member => this._members.set(member.username, member));
    this._people.soon();
  }

  dispose(): void {
    this._people.dispose();
    this.nearby.dispose();
  }

  private async _loadMembers(): Promise<void> {
    try {
      const members = await this._requests.members();
      members.forEach(member => this._members.set(member.username, member));
      this._sources.changed();
    } catch {
      // Names are a courtesy: without them people are shown by their user name.
    }
  }

  /** Models of the server’s machine that the owner may choose. */
  readonly nearby: NearbyModels;
  private readonly _people: Fetched<People>;
  private readonly _clients: ClientActions;
  private readonly _members = new Map<string, Person>();
  private _status: Loadable<ServerStatus> = PENDING;
  private _user: Member | null = null;
  private _store: Health = { ok: true, message: null };
  private _present: readonly Member[] = [];
}
