/** The tab that says who works on what. */

import { launcherIcon } from '@jupyterlab/ui-components';
import { trans } from '../../core/trans';
import { NowTab } from '../../features/claims/nowtab';
import type { Tab } from '../../ui/tabs';
import type { TabId } from './navigation';
import type { PanelView } from './panelview';

export function nowTab({ model, actions }: PanelView): Tab<TabId> {
  const { work, access } = model;
  return {
    id: 'now',
    label: trans.__('Now'),
    icon: launcherIcon,
    count: work.notices.length,
    counted: trans.__('overlaps with your work'),
    content: (
      <NowTab
        work={work.value}
        you={model.user?.username ?? ''}
        contribute={access.contribute}
        notices={actions.overlaps}
        onFocus={text => work.focus(text)}
        onRelease={lease => work.release(lease)}
        onChoose={choice => work.choose(choice)}
        onRetry={() => model.refresh()}
      />
    )
  };
}
