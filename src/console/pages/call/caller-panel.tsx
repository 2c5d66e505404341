import { callerNameOf, callerNumberWords } from '../../parts/caller-words.ts';
import { Facts } from '../../parts/facts.tsx';
import { plural } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { When } from '../../parts/when.tsx';
import type { Call } from './call.ts';

export const CallerPanel = ({ call }: { call: Call }) => (
  <Panel title="Caller">
    <Facts
      facts={[
        [
          'Number',
          <span key="number" className="numeric">
            {callerNumberWords(call)}
          </span>,
        ],
        ['Name', callerNameOf(call)],
        ['Place', [call.city, call.region, call.country].filter(Boolean).join(', ')],
        ['History', call.caller && (call.firstTime ? 'First call' : plural(call.caller.callCount, 'call'))],
        [
          'First called',
          call.caller && !call.firstTime ? <When key="first" at={call.caller.firstCallAt} /> : null,
        ],
      ]}
    />
  </Panel>
);
