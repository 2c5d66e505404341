import { Anchor, Button, Checkbox } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Pages } from '../../api/pages.ts';
import type { DeliveriesQuery, DeliveryRowFragment } from '../../generated/graphql.ts';
import { callerTitle, callWords } from '../../parts/caller-words.ts';
import { DeliveryEntry } from '../../parts/delivery-entry.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { Nothing, RowSkeletons } from '../../parts/outcomes.tsx';

const Empty = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <Nothing icon={<IconSend aria-hidden />} title="No delivery fits">
      Choose another state or linked account to see more.
    </Nothing>
  ) : (
    <Nothing
      icon={<IconSend aria-hidden />}
      title="Nothing was sent yet"
      action={
        <Button component={Link} to="/automations" variant="light">
          Go to automations
        </Button>
      }
    >
      An automation decides which calls go where. Make one, and its deliveries show up here.
    </Nothing>
  );

export const DeliveryList = ({
  pages,
  filtered,
  chosen,
  choose,
}: {
  pages: Pages<DeliveriesQuery, DeliveryRowFragment>;
  filtered: boolean;
  chosen: readonly string[];
  /** Null when the key may not send anything again. */
  choose: ((id: string, chosen: boolean) => void) | null;
}) => (
  <>
    {pages.rows.map((delivery) => (
      <DeliveryEntry
        key={delivery.id}
        delivery={delivery}
        select={
          choose && (
            <Checkbox
              size="xs"
              mt={3}
              aria-label={`Choose ${delivery.action.title} for ${callerTitle(delivery.call)}`}
              checked={chosen.includes(delivery.id)}
              onChange={(event) => choose(delivery.id, event.currentTarget.checked)}
            />
          )
        }
        call={
          <Anchor component={Link} to={`/calls/${delivery.call.id}`} size="xs">
            {callWords(delivery.call)}
          </Anchor>
        }
      />
    ))}
    {pages.rows.length === 0 &&
      (pages.loading ? <RowSkeletons rows={8} height={56} /> : <Empty filtered={filtered} />)}
    <LoadMore pages={pages} />
  </>
);
