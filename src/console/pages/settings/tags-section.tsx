import { IconTag, IconTrash } from '@tabler/icons-react';
import { useQuery } from 'urql';
import { failureOf, useSave } from '../../api/save.ts';
import { useMay } from '../../api/viewer.tsx';
import type { TagDetailFragment } from '../../generated/graphql.ts';
import { ConfirmIcon } from '../../parts/confirm-button.tsx';
import { ListRow } from '../../parts/list-row.tsx';
import { Loaded, Nothing } from '../../parts/outcomes.tsx';
import { TagBadge } from '../../parts/tag-badge.tsx';
import { deleteTagMutation, tagsQuery } from './lead-queries.ts';
import { ListSection, Rows } from './list-section.tsx';
import { EditIcon } from './row-actions.tsx';
import { TagDialog } from './tag-dialog.tsx';
import { useDialog } from './use-dialog.ts';

const TagRow = ({
  tag,
  edit,
  changed,
}: {
  tag: TagDetailFragment;
  edit: () => void;
  changed: () => void;
}) => {
  const { write, writeShared } = useMay();
  const { save } = useSave(deleteTagMutation, (data) => data.deleteTag);
  const remove = async (): Promise<string | null> => {
    return failureOf(await save({ id: tag.id }), changed);
  };
  return (
    <ListRow
      title={<TagBadge tag={tag} />}
      hint={tag.company ? `Only for ${tag.company.name}` : 'For every company'}
    >
      {(tag.company ? write : writeShared) && (
        <>
          <EditIcon what={tag.name} onClick={edit} />
          <ConfirmIcon
            title={`Delete ${tag.name}?`}
            question="No call shows it any more; histories still name it. This cannot be undone."
            confirm="Delete"
            label={`Delete ${tag.name}`}
            icon={<IconTrash size={16} aria-hidden />}
            act={remove}
          />
        </>
      )}
    </ListRow>
  );
};

export const TagsSection = () => {
  const result = useQuery({ query: tagsQuery });
  const again = (): void => result[1]({ requestPolicy: 'network-only' });
  const dialog = useDialog<TagDetailFragment>();
  return (
    <ListSection
      title="Tags"
      hint="Put on calls by people or by automations; filters and reports know them."
      add="New tag"
      make={dialog.make}
    >
      <Loaded result={result}>
        {({ tags }) =>
          tags.nodes.length === 0 ? (
            <Nothing icon={<IconTag aria-hidden />} title="No tags yet">
              Add one, such as “Qualified” or “Job applicant”.
            </Nothing>
          ) : (
            <Rows>
              {tags.nodes.map((tag) => (
                <TagRow key={tag.id} tag={tag} edit={() => dialog.change(tag)} changed={again} />
              ))}
            </Rows>
          )
        }
      </Loaded>
      {dialog.subject && <TagDialog tag={dialog.subject.thing} close={dialog.close} saved={again} />}
    </ListSection>
  );
};
