import { Panel } from '../../../parts/panel.tsx';
import { useIsPhone } from '../../../parts/phone-screen.ts';
import { DayCards } from './day-cards.tsx';
import { DayTable } from './day-table.tsx';
import { ImportFileButton } from './import-file-button.tsx';
import type { Place } from './places.ts';

/** One conversion action, day by day. */
export const PlacePanel = ({ place, from, to }: { place: Place; from: string; to: string }) => {
  const phone = useIsPhone();
  const { linkedAccount, action, target } = place.about;
  const title = `${action.integration.name}: ${action.title}`;
  return (
    <Panel
      flush
      mb="md"
      title={title}
      hint={[target ? `Conversion action ${target}` : null, linkedAccount.label].filter(Boolean).join(' · ')}
      actions={action.importFile && <ImportFileButton place={place} from={from} to={to} />}
    >
      {phone ? <DayCards place={place} /> : <DayTable place={place} name={`${title} ${target}`.trim()} />}
    </Panel>
  );
};
