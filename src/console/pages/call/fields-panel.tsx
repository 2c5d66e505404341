import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { fieldsFor } from '../../parts/custom-fields.ts';
import { useLeadChoices } from '../../parts/lead-choices.ts';
import { Panel } from '../../parts/panel.tsx';
import type { Call } from './call.ts';
import { CustomFieldsForm } from './custom-fields-form.tsx';

/** The account's own fields of this call. */
export const FieldsPanel = ({ call }: { call: Call }) => {
  const { customFields } = useLeadChoices();
  const about = { subject: 'CALL', companyId: call.company.id } as const;
  const fields = fieldsFor(customFields, about, call.customFields);
  return (
    <Panel title="Details">
      {fields.length > 0 ? (
        <CustomFieldsForm
          fields={fields}
          stored={call.customFields}
          about={{ callId: call.id }}
          name="Save the details"
        />
      ) : (
        <Text size="sm" c="dimmed">
          Calls have no fields of your own yet.{' '}
          <Anchor component={Link} inherit to="/settings/fields">
            Make one
          </Anchor>
        </Text>
      )}
    </Panel>
  );
};
