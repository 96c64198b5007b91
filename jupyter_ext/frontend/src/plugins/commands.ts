/** The plugin with the commands: in the palette, in the View menu and for other plugins, with arguments. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import type { CommandRegistry } from '@lumino/commands';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { SharedKind } from '../api/wire/entry';
import { SHARED_KINDS } from '../api/wire/entry';
import { trans } from '../core/trans';
import { commonGroundIcon } from '../ui/icons';
import { IContextPanel } from './paneltoken';
import { CommandIDs, DOCUMENTATION, IContextModel, PLUGIN } from './tokens';

/** The schema of a command without arguments. */
const NOTHING = { args: { type: 'object', properties: {} } } as const;

export const commands: JupyterFrontEndPlugin<void> = {
  id: `${PLUGIN}:commands`,
  description: 'Commands that open the panel, add entries, ask, write and search.',
  autoStart: true,
  requires: [IContextModel, IContextPanel],
  optional: [ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    model: IContextModel,
    panel: IContextPanel,
    palette: ICommandPalette | null
  ): void => {
    addOpening(app.commands, model, panel);
    addWriting(app.commands, model, panel);
    followAccess(app.commands, model);
    for (const command of Object.values(CommandIDs)) {
      palette?.addItem({ command, category: trans.__('Common Ground') });
    }
  }
};

/** Commands that go somewhere. */
function addOpening(
  commands: CommandRegistry,
  model: IContextModel,
  panel: IContextPanel
): void {
  commands.addCommand(CommandIDs.openPanel, {
    label: ({ isLauncher }) =>
      isLauncher === true ? trans.__('Common Ground') : trans.__('Open Common Ground'),
    caption: trans.__('Show the team’s shared context'),
    icon: commonGroundIcon,
    describedBy: {
      args: {
        type: 'object',
        properties: {
          isLauncher: {
            type: 'boolean',
            description: trans.__('Whether it is labelled as a card of the launcher')
          }
        }
      }
    },
    execute: () => {
      panel.reveal();
      panel.navigation.go(panel.navigation.tab, 'tab');
    }
  });
  commands.addCommand(CommandIDs.openInbox, {
    label: trans.__('Open the Inbox'),
    caption: trans.__('Messages for you, and what you wait for'),
    describedBy: NOTHING,
    execute: () => {
      panel.reveal();
      panel.navigation.go('inbox', 'tab');
    }
  });
  commands.addCommand(CommandIDs.focusSearch, {
    label: trans.__('Search Everything'),
    caption: trans.__(
      'Find entries, questions, threads, messages, tasks and comparisons'
    ),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          text: { type: 'string', description: trans.__('What is looked for') }
        }
      }
    },
    execute: args => {
      const { text } = textIn(args, 'text');
      panel.reveal();
      if (text !== undefined) {
        model.search.ask({ text });
      }
      panel.navigation.focus('find');
    }
  });
  commands.addCommand(CommandIDs.openDocumentation, {
    label: trans.__('Common Ground Documentation'),
    caption: trans.__('Open the documentation in another tab of the browser'),
    describedBy: NOTHING,
    execute: () => {
      window.open(DOCUMENTATION, '_blank', 'noopener');
    }
  });
}

/** Commands that open a form; what they are given stands in it, and nothing is sent. */
function addWriting(
  commands: CommandRegistry,
  model: IContextModel,
  panel: IContextPanel
): void {
  commands.addCommand(CommandIDs.addEntry, {
    label: trans.__('Add to the Shared Context…'),
    caption: trans.__(
      'Add a convention, decision, work, discussion or knowledge for everyone'
    ),
    isEnabled: () => model.access.contribute,
    describedBy: {
      args: {
        type: 'object',
        properties: {
          kind: {
            type: 'string',
            description: trans.__('convention, decision, work, discussion or knowledge')
          },
          title: { type: 'string', description: trans.__('What the form starts with') },
          body: { type: 'string', description: trans.__('Its text, in Markdown') }
        }
      }
    },
    execute: args => {
      panel.reveal();
      panel.actions.addEntry({
        ...kindIn(args),
        ...textIn(args, 'title'),
        ...textIn(args, 'body')
      });
    }
  });
  commands.addCommand(CommandIDs.askPrivately, {
    label: trans.__('Ask the AI Privately…'),
    caption: trans.__('Ask a question that only you see'),
    isEnabled: () => model.access.contribute,
    describedBy: {
      args: {
        type: 'object',
        properties: {
          question: {
            type: 'string',
            description: trans.__('What the field starts with')
          }
        }
      }
    },
    execute: args => {
      const { question } = textIn(args, 'question');
      if (question !== undefined) {
        model.turns.question.open(question);
      }
      panel.reveal();
      panel.navigation.go('private', 'ask');
    }
  });
  commands.addCommand(CommandIDs.writeMessage, {
    label: trans.__('Write a Message to the Team…'),
    caption: trans.__('Announce something, ask somebody, or hand work over'),
    isEnabled: () => model.access.contribute,
    describedBy: {
      args: {
        type: 'object',
        properties: {
          title: { type: 'string', description: trans.__('What the form starts with') },
          body: { type: 'string', description: trans.__('Its text, in Markdown') }
        }
      }
    },
    execute: args => {
      panel.reveal();
      panel.actions.writeLetter({ ...textIn(args, 'title'), ...textIn(args, 'body') });
      panel.navigation.go('inbox', 'tab');
    }
  });
}

/** Tell JupyterLab when this member may do more or less than before. */
function followAccess(commands: CommandRegistry, model: IContextModel): void {
  let contributed = model.access.contribute;
  model.stateChanged.connect(() => {
    if (model.access.contribute !== contributed) {
      contributed = model.access.contribute;
      commands.notifyCommandChanged(CommandIDs.addEntry);
      commands.notifyCommandChanged(CommandIDs.askPrivately);
      commands.notifyCommandChanged(CommandIDs.writeMessage);
    }
  });
}

function kindIn(args: ReadonlyPartialJSONObject): { kind?: SharedKind } {
  const kind = SHARED_KINDS.find(known => known === args['kind']);
  return kind === undefined ? {} : { kind };
}

function textIn<Name extends string>(
  args: ReadonlyPartialJSONObject,
  name: Name
): { [name in Name]?: string } {
  const text = args[name];
  return typeof text === 'string'
    ? ({ [name]: text } as { [name in Name]?: string })
    : {};
}
