/** What the AI may do with tools, among what is settled for the team. */

import type { ToolPolicyActions } from '../../features/turns/toolpolicies';
import type { IContextModel } from '../tokens';

export function toolPolicies(model: IContextModel, open: boolean): ToolPolicyActions {
  const { tools, lookAtTools } = model.turns.wishes;
  return {
    tools: tools.value,
    judge: model.access.judge,
    open,
    onLook: lookAtTools,
    onCap: async (tool, cap) => {
      await model.team.set(`tool-policy:${tool}`, cap);
      await tools.now();
    }
  };
}
