import { Badge, Button, Code, Text } from '@mantine/core';
import { IconForms } from '@tabler/icons-react';
import { useQuery } from 'urql';
import { useSave } from '../../api/save.ts';
import { useMay } from '../../api/viewer.tsx';
import type { CustomFieldDetailFragment } from '../../generated/graphql.ts';
import { kindLabels } from '../../parts/custom-fields.ts';
import { ListRow } from '../../parts/list-row.tsx';
import { settle } from '../../parts/not-changed.ts';
import { Loaded, Nothing } from '../../parts/outcomes.tsx';
import { FieldDialog } from './field-dialog.tsx';
import { archiveCustomFieldMutation, customFieldsQuery } from './lead-queries.ts';
import { ListSection, Rows } from './list-section.tsx';
import { EditIcon } from './row-actions.tsx';
import { useDialog } from './use-dialog.ts';

type Field = CustomFieldDetailFragment;

const FieldHint = ({ field }: { field: Field }) => (
  <>
    {kindLabels[field.kind]} · <Code fz={11}>{field.key}</Code>
    {field.company && ` · only for ${field.company.name}`}
    {field.choices.length > 0 && ` · ${field.choices.join(', ')}`}
  </>
);

const FieldRow = ({ field, edit, changed }: { field: Field; edit: () => void; changed: () => void }) => {
  const { write } = useMay();
  const { save, saving } = useSave(archiveCustomFieldMutation, (data) => data.archiveCustomField);
  const toggle = async (): Promise<void> => {
    settle(await save({ input: { id: field.id, archived: !field.archived } }), changed);
  };
  return (
    <ListRow
      faded={field.archived}
      title={
        <>
          {field.name}
          {field.archived && <Badge color="gray">Archived</Badge>}
        </>
      }
      hint={<FieldHint field={field} />}
    >
      {write && (
        <>
          {!field.archived && <EditIcon what={field.name} onClick={edit} />}
          <Button size="xs" variant="default" loading={saving} onClick={() => void toggle()}>
            {field.archived ? 'Bring back' : 'Archive'}
          </Button>
        </>
      )}
    </ListRow>
  );
};

const subjects = [
  { subject: 'CALL', title: 'Of calls' },
  { subject: 'CALLER', title: 'Of callers' },
] as const;

export const FieldsSection = () => {
  const result = useQuery({ query: customFieldsQuery });
  const again = (): void => result[1]({ requestPolicy: 'network-only' });
  const dialog = useDialog<Field>();
  return (
    <ListSection
      title="Custom fields"
      hint="What you write down about calls and callers. Filters, reports and templates know them. An archived field keeps its values."
      add="New field"
      make={dialog.make}
    >
      <Loaded result={result}>
        {({ customFields: { nodes } }) =>
          nodes.length === 0 ? (
            <Nothing icon={<IconForms aria-hidden />} title="No fields of your own yet">
              Add one, such as “Kind of job” on calls or “Customer number” on callers.
            </Nothing>
          ) : (
            subjects.map(({ subject, title }) => {
              const fields = nodes.filter((field) => field.subject === subject);
              return fields.length === 0 ? null : (
                <section key={subject} aria-label={title}>
                  <Text size="xs" c="dimmed" fw={600} px="md" py={6} bg="var(--ground)">
                    {title}
                  </Text>
                  <Rows>
                    {fields.map((field) => (
                      <FieldRow
                        key={field.id}
                        field={field}
                        edit={() => dialog.change(field)}
                        changed={again}
                      />
                    ))}
                  </Rows>
                </section>
              );
            })
          )
        }
      </Loaded>
      {dialog.subject && <FieldDialog field={dialog.subject.thing} close={dialog.close} saved={again} />}
    </ListSection>
  );
};
