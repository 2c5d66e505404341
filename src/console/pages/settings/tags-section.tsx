import { Alert, Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconTag } from '@tabler/icons-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { errorsByField, useSave } from '../../api/save.ts';
import { useMay } from '../../api/viewer.tsx';
import { Loaded, Nothing } from '../../parts/outcomes.tsx';
import { Panel } from '../../parts/panel.tsx';
import { TagBadge, TagDot } from '../../parts/tag-badge.tsx';
import { tagColorChoices } from '../../parts/tag-colors.ts';
import { createTagMutation, tagsQuery } from './queries.ts';

const NewTag = ({ saved: whenSaved }: { saved: () => void }) => {
  const [problem, setProblem] = useState<string | null>(null);
  const { save, saving } = useSave(createTagMutation, (data) => data.createTag);
  const form = useForm({
    initialValues: { name: '', color: 'teal' },
    validate: { name: (name) => (name.trim() === '' ? 'Give the tag a name.' : null) },
  });
  const submit = form.onSubmit(async (values) => {
    const saved = await save({ input: { name: values.name.trim(), color: values.color } });
    if (saved.ok) {
      form.setFieldValue('name', '');
      setProblem(null);
      whenSaved();
      return;
    }
    const { fields, rest } = errorsByField(saved.errors, ['name', 'color']);
    form.setErrors(fields);
    setProblem(rest);
  });
  return (
    <Panel title="New tag">
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Group align="flex-start" gap="sm">
            <TextInput
              label="Name"
              placeholder="Qualified"
              style={{ flex: '1 1 160px' }}
              {...form.getInputProps('name')}
            />
            <Select
              label="Colour"
              w={150}
              allowDeselect={false}
              data={tagColorChoices}
              leftSection={<TagDot color={form.values.color} />}
              renderOption={({ option }) => (
                <Group gap="xs">
                  <TagDot color={option.value} />
                  {option.label}
                </Group>
              )}
              {...form.getInputProps('color')}
            />
            <Button type="submit" loading={saving} mt={22}>
              Add
            </Button>
          </Group>
          {problem && (
            <Alert color="red" role="alert">
              {problem}
            </Alert>
          )}
        </Stack>
      </form>
    </Panel>
  );
};

export const TagsSection = () => {
  const { write } = useMay();
  const result = useQuery({ query: tagsQuery });
  return (
    <Stack>
      {write && <NewTag saved={() => result[1]({ requestPolicy: 'network-only' })} />}
      <Panel title="Tags" hint="Put on calls by people or by automations; filters and reports know them.">
        <Loaded result={result}>
          {({ tags }) =>
            tags.nodes.length === 0 ? (
              <Nothing icon={<IconTag aria-hidden />} title="No tags yet">
                Add one above, such as “Qualified” or “Job applicant”.
              </Nothing>
            ) : (
              <Group gap="xs">
                {tags.nodes.map((tag) => (
                  <TagBadge key={tag.id} tag={tag} />
                ))}
              </Group>
            )
          }
        </Loaded>
      </Panel>
    </Stack>
  );
};
