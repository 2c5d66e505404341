import { Stack } from '@mantine/core';
import { callerNameOf, callerNumberWords } from '../../parts/caller-words.ts';
import { fieldsFor } from '../../parts/custom-fields.ts';
import { Facts } from '../../parts/facts.tsx';
import { countryName, plural } from '../../parts/format.ts';
import { useLeadChoices } from '../../parts/lead-choices.ts';
import { Panel } from '../../parts/panel.tsx';
import { When } from '../../parts/when.tsx';
import type { Call } from './call.ts';
import { CallerEmail } from './caller-email.tsx';
import { CustomFieldsForm } from './custom-fields-form.tsx';

const CallerFacts = ({ call }: { call: Call }) => (
  <Facts
    facts={[
      [
        'Number',
        <span key="number" className="numeric">
          {callerNumberWords(call)}
        </span>,
      ],
      ['Name', callerNameOf(call)],
      [
        'Place',
        [call.city, call.region, call.country && countryName(call.country)].filter(Boolean).join(', '),
      ],
      ['History', call.caller && (call.firstTime ? 'First call' : plural(call.caller.callCount, 'call'))],
      [
        'First called',
        call.caller && !call.firstTime ? <When key="first" at={call.caller.firstCallAt} /> : null,
      ],
    ]}
  />
);

/** Who called, with what the account writes down about callers. */
export const CallerPanel = ({ call }: { call: Call }) => {
  const { customFields } = useLeadChoices();
  const { caller } = call;
  const about = { subject: 'CALLER', companyId: call.company.id } as const;
  const fields = caller ? fieldsFor(customFields, about, caller.customFields) : [];
  return (
    <Panel title="Caller">
      <Stack gap="sm">
        <CallerFacts call={call} />
        {caller && <CallerEmail key={caller.id} caller={caller} />}
        {caller && fields.length > 0 && (
          <CustomFieldsForm
            fields={fields}
            stored={caller.customFields}
            about={{ callerId: caller.id }}
            name="Save the caller’s details"
          />
        )}
      </Stack>
    </Panel>
  );
};
