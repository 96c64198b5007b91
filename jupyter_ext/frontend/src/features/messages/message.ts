import { trans } from '../../core/trans';
import type { Inbox, Message, MessageKind, MessageState, Parts } from './wire';

export const KIND_NAMES: Readonly<Record<MessageKind, string>> = {
  get announcement() {
    return trans.__('announcement');
  },
  get query() {
    return trans.__('question');
  },
  get handoff() {
    return trans.__('handoff');
  }
};

/** What became of a message. */
export const STATE_NAMES: Readonly<Record<MessageState, string>> = {
  get open() {
    return trans.__('open');
  },
  get acknowledged() {
    return trans.__('acknowledged');
  },
  get answered() {
    return trans.__('answered');
  },
  get accepted() {
    return trans.__('accepted');
  },
  get withdrawn() {
    return trans.__('withdrawn');
  }
};

/** The parts of a handoff in their order, each with its label. */
export function partLabels(): readonly (readonly [keyof Parts, string])[] {
  return [
    ['schema', trans.__('Schema')],
    ['interface', trans.__('Interface')],
    ['examples', trans.__('Example responses')],
    ['files', trans.__('Files')],
    ['left', trans.__('What is left')]
  ];
}

export interface Group {
  readonly id: 'todo' | 'new' | 'waiting' | 'done';
  readonly label: string;
  readonly messages: readonly Message[];
}

/** An inbox in its four parts, each in the server's order: most urgent first. */
export function groupsOf(items: readonly Message[]): Group[] {
  const place = (message: Message): Group['id'] =>
    message.todo !== null
      ? 'todo'
      : message.unread
        ? 'new'
        : message.mine && message.waitsFor.length > 0
          ? 'waiting'
          : 'done';
  const of = (id: Group['id']): Message[] => items.filter(one => place(one) === id);
  return [
    { id: 'todo', label: trans.__('For you'), messages: of('todo') },
    { id: 'new', label: trans.__('New'), messages: of('new') },
    { id: 'waiting', label: trans.__('You wait for'), messages: of('waiting') },
    { id: 'done', label: trans.__('Done'), messages: of('done') }
  ];
}

/** How many messages want the member's attention. */
export function attention(inbox: Inbox): number {
  return inbox.items.filter(one => one.todo !== null || one.unread).length;
}

/** Whether its time has passed while somebody still has to act. */
export function isOverdue(message: Message, now: number): boolean {
  return (
    message.due !== null &&
    message.due < now &&
    (message.todo !== null || (message.mine && message.waitsFor.length > 0))
  );
}

/** The open question about these versions, if this member knows of one. */
export function askedAbout(
  items: readonly Message[],
  sides: readonly string[]
): Message | null {
  const wanted = [...sides].sort().join(' ');
  const found = items.find(
    one => one.state === 'open' && [...one.sides].sort().join(' ') === wanted
  );
  return wanted === '' ? null : (found ?? null);
}
