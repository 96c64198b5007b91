/** Commands that go somewhere: the panel, its tabs, its search, the documentation. */

import type { CommandRegistry } from '@lumino/commands';
import { trans } from '../core/trans';
import { commonGroundIcon } from '../ui/icons';
import { choice, described, text, textIn, wordIn } from './arguments';
import type { IContextPanel } from './paneltoken';
import type { TabId } from './sidebar/navigation';
import { TABS } from './sidebar/navigation';
import type { IContextModel } from './tokens';
import { CommandIDs, DOCUMENTATION } from './tokens';

export function addOpening(
  commands: CommandRegistry,
  model: IContextModel,
  panel: IContextPanel
): void {
  commands.addCommand(CommandIDs.openPanel, {
    label: ({ isLauncher }) =>
      isLauncher === true ? trans.__('Common Ground') : trans.__('Open Common Ground'),
    caption: trans.__('Show the team’s shared context'),
    icon: commonGroundIcon,
    describedBy: described({
      isLauncher: {
        type: 'boolean',
        description: trans.__('Whether it is labelled as a card of the launcher')
      }
    }),
    execute: () => {
      panel.reveal();
      panel.navigation.go(panel.navigation.tab, 'tab');
    }
  });
  commands.addCommand(CommandIDs.openTab, {
    label: args => tabLabel(wordIn(args, 'tab', TABS)),
    caption: trans.__('Show the panel with this tab in front'),
    describedBy: described({ tab: choice(TABS, trans.__('Which tab')) }),
    execute: args => {
      panel.reveal();
      panel.navigation.go(wordIn(args, 'tab', TABS) ?? panel.navigation.tab, 'tab');
    }
  });
  commands.addCommand(CommandIDs.focusSearch, {
    label: trans.__('Search Everything'),
    caption: trans.__(
      'Find entries, questions, threads, messages, tasks and comparisons'
    ),
    describedBy: described({ text: text(trans.__('What is looked for')) }),
    execute: args => {
      const { text: words } = textIn(args, 'text');
      panel.reveal();
      if (words !== undefined) {
        model.search.ask({ text: words });
      }
      panel.navigation.focus('find');
    }
  });
  commands.addCommand(CommandIDs.openDocumentation, {
    label: trans.__('Common Ground Documentation'),
    caption: trans.__('Open the documentation in another tab of the browser'),
    describedBy: described(),
    execute: () => {
      window.open(DOCUMENTATION, '_blank', 'noopener');
    }
  });
}

function tabLabel(tab: TabId | undefined): string {
  switch (tab) {
    case 'context':
      return trans.__('Open the Context');
    case 'now':
      return trans.__('Open Who Works on What');
    case 'findings':
      return trans.__('Open the Findings');
    case 'inbox':
      return trans.__('Open the Inbox');
    case 'review':
      return trans.__('Open the Review');
    case 'turns':
      return trans.__('Open the Turns');
    case 'private':
      return trans.__('Open the Private Tab');
    case 'people':
      return trans.__('Open the People');
    case undefined:
      return trans.__('Open a Tab of Common Ground');
  }
}
