import { Badge, Button } from '@mantine/core';
import { IconHeadset } from '@tabler/icons-react';
import { useQuery } from 'urql';
import { useSave } from '../../api/save.ts';
import { useMay } from '../../api/viewer.tsx';
import type { AgentDetailFragment } from '../../generated/graphql.ts';
import { ListRow } from '../../parts/list-row.tsx';
import { settle } from '../../parts/not-changed.ts';
import { Loaded, Nothing } from '../../parts/outcomes.tsx';
import { AgentDialog } from './agent-dialog.tsx';
import { agentsQuery, updateAgentMutation } from './lead-queries.ts';
import { ListSection, Rows } from './list-section.tsx';
import { EditIcon } from './row-actions.tsx';
import { useDialog } from './use-dialog.ts';

const AgentRow = ({
  agent,
  edit,
  changed,
}: {
  agent: AgentDetailFragment;
  edit: () => void;
  changed: () => void;
}) => {
  const { writeShared } = useMay();
  const { save, saving } = useSave(updateAgentMutation, (data) => data.updateAgent);
  const toggle = async (): Promise<void> => {
    settle(await save({ input: { id: agent.id, active: !agent.active } }), changed);
  };
  return (
    <ListRow
      faded={!agent.active}
      title={
        <>
          {agent.name}
          {!agent.active && <Badge color="gray">Takes no new leads</Badge>}
        </>
      }
      hint={agent.email ?? 'No e-mail'}
    >
      {writeShared && (
        <>
          <EditIcon what={agent.name} onClick={edit} />
          <Button size="xs" variant="default" loading={saving} onClick={() => void toggle()}>
            {agent.active ? 'Pause' : 'Resume'}
          </Button>
        </>
      )}
    </ListRow>
  );
};

export const AgentsSection = () => {
  const result = useQuery({ query: agentsQuery });
  const again = (): void => result[1]({ requestPolicy: 'network-only' });
  const dialog = useDialog<AgentDetailFragment>();
  return (
    <ListSection
      shared
      title="Agents"
      hint="Who looks after leads. Whoever is paused keeps what they have."
      add="New agent"
      make={dialog.make}
    >
      <Loaded result={result}>
        {({ agents }) =>
          agents.nodes.length === 0 ? (
            <Nothing icon={<IconHeadset aria-hidden />} title="No agents yet">
              Add the people or desks that leads are handed to.
            </Nothing>
          ) : (
            <Rows>
              {agents.nodes.map((agent) => (
                <AgentRow key={agent.id} agent={agent} edit={() => dialog.change(agent)} changed={again} />
              ))}
            </Rows>
          )
        }
      </Loaded>
      {dialog.subject && <AgentDialog agent={dialog.subject.thing} close={dialog.close} saved={again} />}
    </ListSection>
  );
};
