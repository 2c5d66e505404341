import { graphql } from '../../generated/index.ts';

graphql(`
  fragment NoteEntry on Note {
    id
    text
    createdAt
    changedAt
    author { name }
    versions { version text at author { name } }
  }
`);

/** What people and other systems know about the lead. */
graphql(`
  fragment CallLead on Call {
    test
    score
    scoreReasons { name points criterion { id } }
    assignee { id name }
    customFields { ...CustomValue }
    notes(deleted: true) { ...NoteEntry }
    history {
      label
      callVersion
      field
      before
      after
      at
      author { kind name automation { id } }
    }
    transcript { text language createdAt }
    crmOutcomes { id stage leadStatus value { amount currency } externalId at }
  }
`);

export const updateCallMutation = graphql(`
  mutation UpdateCall($input: UpdateCallInput!) {
    updateCall(input: $input) {
      call { id version leadStatus value { amount currency } }
      userErrors { code message field }
    }
  }
`);

export const assignCallMutation = graphql(`
  mutation AssignCall($input: AssignCallInput!) {
    assignCall(input: $input) {
      call { id version assignee { id name } }
      userErrors { code message field }
    }
  }
`);

export const addNoteMutation = graphql(`
  mutation AddNote($input: AddNoteInput!) {
    addNote(input: $input) {
      call { id version }
      userErrors { code message field }
    }
  }
`);

export const updateNoteMutation = graphql(`
  mutation UpdateNote($input: UpdateNoteInput!) {
    updateNote(input: $input) {
      call { id version }
      userErrors { code message field }
    }
  }
`);

export const deleteNoteMutation = graphql(`
  mutation DeleteNote($id: ID!) {
    deleteNote(input: { id: $id }) {
      call { id version }
      userErrors { code message field }
    }
  }
`);

export const setCustomFieldsMutation = graphql(`
  mutation SetCustomFields($input: SetCustomFieldsInput!) {
    setCustomFields(input: $input) {
      call { id version }
      caller { id }
      userErrors { code message field }
    }
  }
`);

export const updateCallerMutation = graphql(`
  mutation UpdateCaller($input: UpdateCallerInput!) {
    updateCaller(input: $input) {
      caller { id email }
      userErrors { code message field }
    }
  }
`);
