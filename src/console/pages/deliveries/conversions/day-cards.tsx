import { Group, Text } from '@mantine/core';
import { cellText, columns, isZero } from './columns.ts';
import { dayWords } from './day-words.ts';
import type { Figures, Place } from './places.ts';
import { hasReasons, Reasons } from './reasons.tsx';

const Card = ({ title, figures }: { title: string; figures: Figures }) => (
  <div style={{ padding: '10px var(--mantine-spacing-md)', borderTop: '1px solid var(--line)' }}>
    <Text size="sm" fw={600}>
      {title}
    </Text>
    <Group gap="sm" style={{ rowGap: 0 }}>
      {columns
        .filter(({ name }) => !isZero(figures, name))
        .map(({ name, label }) => (
          <Text key={name} size="sm" className="numeric">
            {name === 'value' ? '' : <>{label.toLowerCase()} </>}
            <Text span inherit fw={600}>
              {cellText(figures, name)}
            </Text>
          </Text>
        ))}
    </Group>
    {hasReasons(figures) && (
      <div style={{ marginTop: 6 }}>
        <Reasons figures={figures} />
      </div>
    )}
  </div>
);

/** The same as the table, for a narrow screen: only what is not zero. */
export const DayCards = ({ place }: { place: Place }) => (
  <>
    {place.days.length > 1 && <Card title="Total" figures={place.total} />}
    {place.days.map(({ day, figures }) => (
      <Card key={day} title={dayWords(day)} figures={figures} />
    ))}
  </>
);
