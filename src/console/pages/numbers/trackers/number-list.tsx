import { Anchor, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { TrackerRowFragment } from '../../../generated/graphql.ts';
import { count } from '../../../parts/format.ts';

const shownAtFirst = 6;

/** A tracker's numbers; a pool may have hundreds, so the rest comes on request. */
export const NumberList = ({ numbers }: { numbers: TrackerRowFragment['numbers'] }) => {
  const [all, { toggle }] = useDisclosure();
  const rest = numbers.length - shownAtFirst;
  const shown = all ? numbers : numbers.slice(0, shownAtFirst);
  return (
    <Text size="sm" className="numeric" component="div">
      {shown.map(({ nationalFormat, target }, place) => (
        <span key={nationalFormat}>
          {place > 0 && ', '}
          <span style={{ whiteSpace: 'nowrap' }}>{nationalFormat}</span>
          {target && (
            <Text span size="xs" c="dimmed">
              {' '}
              only for {target}
            </Text>
          )}
        </span>
      ))}
      {rest > 0 && (
        <>
          {' '}
          <Anchor component="button" type="button" size="sm" onClick={toggle} aria-expanded={all}>
            {all ? 'Show fewer' : `and ${count(rest)} more`}
          </Anchor>
        </>
      )}
    </Text>
  );
};
