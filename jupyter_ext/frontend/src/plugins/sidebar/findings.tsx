/** The tab of findings, out of what the model holds of them. */

import { searchIcon } from '@jupyterlab/ui-components';
import { trans } from '../../core/trans';
import { FindingsTab } from '../../features/findings/findingstab';
import { doubtful } from '../../features/findings/words';
import type { Tab } from '../../ui/tabs';
import type { TabId } from './navigation';
import type { PanelView } from './panelview';

export function findingsTab({ model, actions, navigation }: PanelView): Tab<TabId> {
  const { findings, access } = model;
  const { value } = findings;
  return {
    id: 'findings',
    label: trans.__('Findings'),
    icon: searchIcon,
    count: value.tag === 'ready' ? value.value.findings.filter(doubtful).length : 0,
    counted: trans.__('findings that changed or differ'),
    content: (
      <FindingsTab
        findings={value}
        you={model.user?.username ?? ''}
        contribute={access.contribute}
        pictureOf={id => findings.picture(id)}
        onCheck={id => findings.check(id)}
        onPage={id => findings.page(id)}
        onNotebook={id => findings.notebook(id)}
        onJump={({ path, cell }) =>
          void actions.jump({ path, cell: cell === '' ? null : cell })
        }
        onEntry={id => navigation.show(id)}
        onThing={id =>
          id.startsWith('m_') ? navigation.open('inbox', id) : navigation.show(id)
        }
        onRetry={() => model.refresh()}
      />
    )
  };
}
