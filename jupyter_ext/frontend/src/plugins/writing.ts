/** Commands that open a form; what they are given stands in it, and nothing is sent. */

import type { CommandRegistry } from '@lumino/commands';
import type { SharedKind } from '../api/wire/entry';
import { CONSTANTS } from '../api/wire/constants';
import { SHARED_KINDS } from '../api/wire/entry';
import { trans } from '../core/trans';
import { hasEnded } from '../core/turn';
import type { MessageKind } from '../features/messages/wire';
import { choice, described, text, textIn, wordIn } from './arguments';
import type { IContextPanel } from './paneltoken';
import type { IContextModel } from './tokens';
import { CommandIDs } from './tokens';

export function addWriting(
  commands: CommandRegistry,
  model: IContextModel,
  panel: IContextPanel
): void {
  const isEnabled = (): boolean => model.access.contribute;
  commands.addCommand(CommandIDs.addEntry, {
    label: args => entryLabel(wordIn(args, 'kind', SHARED_KINDS)),
    caption: trans.__(
      'Add a convention, decision, work, discussion or knowledge for everyone'
    ),
    isEnabled,
    describedBy: described({
      kind: choice(SHARED_KINDS, trans.__('What it is')),
      ...startingTexts()
    }),
    execute: args => {
      const kind = wordIn(args, 'kind', SHARED_KINDS);
      panel.reveal();
      panel.actions.addEntry({
        ...(kind === undefined ? {} : { kind }),
        ...textIn(args, 'title'),
        ...textIn(args, 'body')
      });
    }
  });
  commands.addCommand(CommandIDs.addNote, {
    label: trans.__('Write a Private Note…'),
    caption: trans.__('Write down something that only you see'),
    isEnabled: () => model.access.note,
    describedBy: described(startingTexts()),
    execute: args => {
      const start = { ...textIn(args, 'title'), ...textIn(args, 'body') };
      model.entries.drafts.open('note', { kind: 'note', ...start });
      panel.reveal();
      panel.navigation.go('private');
    }
  });
  commands.addCommand(CommandIDs.askPrivately, {
    label: trans.__('Ask the AI Privately…'),
    caption: trans.__('Ask a question that only you see'),
    isEnabled,
    describedBy: described({ question: text(trans.__('What the field starts with')) }),
    execute: args => {
      const { question } = textIn(args, 'question');
      if (question !== undefined) {
        model.turns.question.open(question);
      }
      panel.reveal();
      panel.navigation.go('private', 'ask');
    }
  });
  commands.addCommand(CommandIDs.saveAnswer, {
    label: trans.__('Save an Answer of the AI…'),
    caption: trans.__(
      'As a decision, knowledge or another entry; the newest answer where none is named'
    ),
    isEnabled,
    describedBy: described({
      turn: text(trans.__('The question’s id')),
      ...startingTexts()
    }),
    execute: args => {
      const turn = args['turn'] ?? newestAnswer(model);
      if (typeof turn === 'string') {
        panel.reveal();
        void panel.actions.saveAnswer(turn, {
          ...textIn(args, 'title'),
          ...textIn(args, 'body')
        });
      }
    }
  });
  commands.addCommand(CommandIDs.writeMessage, {
    label: args => messageLabel(wordIn(args, 'kind', CONSTANTS.message_kinds)),
    caption: trans.__('Announce something, ask somebody, or hand work over'),
    isEnabled,
    describedBy: described({
      kind: choice(CONSTANTS.message_kinds, trans.__('What it is')),
      to: {
        type: 'array',
        items: { type: 'string' },
        description: trans.__('Whom it is for: @name, #area or @all')
      },
      ...startingTexts()
    }),
    execute: args => {
      const kind = wordIn(args, 'kind', CONSTANTS.message_kinds);
      const to = Array.isArray(args['to']) ? args['to'].map(String) : undefined;
      panel.reveal();
      panel.actions.writeLetter({
        ...(kind === undefined ? {} : { kind }),
        ...(to === undefined ? {} : { to }),
        ...textIn(args, 'title'),
        ...textIn(args, 'body')
      });
      panel.navigation.go('inbox', 'tab');
    }
  });
}

function newestAnswer(model: IContextModel): string | null {
  const { list } = model.turns;
  const turns = list.tag === 'ready' ? list.value.turns : [];
  return turns.find(hasEnded)?.id ?? null;
}

function startingTexts(): Record<'title' | 'body', ReturnType<typeof text>> {
  return {
    title: text(trans.__('What the form starts with')),
    body: text(trans.__('Its text, in Markdown'))
  };
}

function entryLabel(kind: SharedKind | undefined): string {
  switch (kind) {
    case 'convention':
      return trans.__('Add a Convention…');
    case 'decision':
      return trans.__('Add a Decision…');
    case 'work':
      return trans.__('Add Work in Progress…');
    case 'discussion':
      return trans.__('Add a Discussion…');
    case 'knowledge':
      return trans.__('Add Knowledge…');
    case undefined:
      return trans.__('Add to the Shared Context…');
  }
}

function messageLabel(kind: MessageKind | undefined): string {
  switch (kind) {
    case 'announcement':
      return trans.__('Announce Something…');
    case 'query':
      return trans.__('Ask a Colleague…');
    case 'handoff':
      return trans.__('Hand Work Over…');
    case undefined:
      return trans.__('Write a Message to the Team…');
  }
}
