/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  fragment CallFieldDetail on CallField {\n    name\n    label\n    group\n    kind\n    description\n    unit\n    example\n    optional\n    words { value label description }\n    type\n    operators\n    templateType\n    dimension\n    multiple\n    ofTouch\n    customField { id subject key kind company { id } }\n  }\n": typeof types.CallFieldDetailFragmentDoc,
    "\n  fragment CallMetricDetail on CallMetric {\n    name\n    label\n    description\n    unit\n    additive\n    shareable\n  }\n": typeof types.CallMetricDetailFragmentDoc,
    "\n  fragment TriedDelivery on DryRunDelivery {\n    linkedAccount { id label }\n    action { id title integration { id name } }\n    skipped\n    request\n  }\n": typeof types.TriedDeliveryFragmentDoc,
    "\n  fragment DryRunFindings on DryRun {\n    woken\n    matched\n    sent\n    against\n    targets { count linkedAccount { id label } action { id title integration { id name } } }\n    skipped { reason count }\n    tooLate { reason count }\n    samples { reason call { ...BriefCall } deliveries { ...TriedDelivery } }\n    unmatched { reason call { ...BriefCall } }\n    added { count calls { ...BriefCall } }\n    removed { count calls { ...BriefCall } }\n    changed { count calls { ...BriefCall } }\n  }\n": typeof types.DryRunFindingsFragmentDoc,
    "\n  mutation StartDryRun($input: AutomationDryRunInput!) {\n    automationDryRun(input: $input) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n": typeof types.StartDryRunDocument,
    "\n  query DryRunResult($id: ID!) {\n    run(id: $id) { id dryRun { ...DryRunFindings } }\n  }\n": typeof types.DryRunResultDocument,
    "\n  mutation Backfill($input: BackfillAutomationInput!) {\n    backfillAutomation(input: $input) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n": typeof types.BackfillDocument,
    "\n  query FittingCalls($filter: CallFilter!, $every: CallFilter!) {\n    matching: calls(filter: $filter, first: 3) {\n      totalCount\n      nodes { ...BriefCall }\n    }\n    every: calls(filter: $every, first: 1) { totalCount }\n  }\n": typeof types.FittingCallsDocument,
    "\n  query Automations($after: String) {\n    automations(first: 50, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      nodes {\n        id\n        name\n        enabled\n        version\n        triggerText\n        filterText\n        company { id name }\n        actions { kind title linkedAccount { id label state } }\n      }\n    }\n  }\n": typeof types.AutomationsDocument,
    "\n  fragment AutomationDetail on Automation {\n    id\n    name\n    enabled\n    version\n    trigger\n    triggerSettings { given }\n    filter\n    company { id name }\n    actions { kind title settings linkedAccount { id } }\n    versions {\n      version\n      triggerText\n      filterText\n      actions { kind title }\n      difference\n      author { name }\n      createdAt\n    }\n  }\n": typeof types.AutomationDetailFragmentDoc,
    "\n  query Automation($id: ID!) {\n    automation(id: $id) { ...AutomationDetail }\n  }\n": typeof types.AutomationDocument,
    "\n  query AutomationChoices {\n    automationTriggers { name label description fields { ...FormField } }\n    automationActions { name label group description settings fields { ...FormField } }\n    companies(first: 100) { nodes { id name currency } }\n    trackers(first: 100) { nodes { id name } }\n    tags(first: 100) { nodes { id name } }\n    agents(first: 100) { nodes { id name active } }\n    linkedAccounts(first: 100) {\n      nodes {\n        id\n        label\n        state\n        integration {\n          id\n          name\n          actions { id title description fields { ...FormField } }\n        }\n      }\n    }\n  }\n": typeof types.AutomationChoicesDocument,
    "\n  mutation CreateAutomation($input: CreateAutomationInput!) {\n    createAutomation(input: $input) {\n      automation { ...AutomationDetail }\n      userErrors { code message field }\n    }\n  }\n": typeof types.CreateAutomationDocument,
    "\n  mutation UpdateAutomation($input: UpdateAutomationInput!) {\n    updateAutomation(input: $input) {\n      automation { ...AutomationDetail }\n      userErrors { code message field }\n    }\n  }\n": typeof types.UpdateAutomationDocument,
    "\n  query ActionPreview($callId: ID!, $linkedAccountId: ID!, $action: String!, $settings: JSONObject!) {\n    templatePreview(\n      input: { callId: $callId, linkedAccountId: $linkedAccountId, action: $action, settings: $settings }\n    ) {\n      name\n      value\n      error\n    }\n    deliveryEligibility(\n      callId: $callId\n      linkedAccountId: $linkedAccountId\n      action: $action\n      settings: $settings\n    ) {\n      eligible\n      reason\n      delivery { id state }\n    }\n  }\n": typeof types.ActionPreviewDocument,
    "\n  query PreviewCalls($filter: CallFilter) {\n    calls(filter: $filter, first: 20) {\n      nodes { ...BriefCall }\n    }\n  }\n": typeof types.PreviewCallsDocument,
    "\n  fragment CallOrigin on Call {\n    overflow\n    caller {\n      id\n      firstTouch { at source medium campaign keyword landingPage }\n    }\n    attribution {\n      confidence\n      reason\n      evidence { kind text shownAt expiresAt weight session { id } }\n      candidates { ...Visit }\n    }\n  }\n": typeof types.CallOriginFragmentDoc,
    "\n  mutation ResolveAttribution($input: ResolveAttributionInput!) {\n    resolveAttribution(input: $input) {\n      call { id version ...CallOrigin session { ...Visit } source medium campaign keyword }\n      userErrors { code message field }\n    }\n  }\n": typeof types.ResolveAttributionDocument,
    "\n  fragment NoteEntry on Note {\n    id\n    text\n    createdAt\n    changedAt\n    author { name }\n    versions { version text at author { name } }\n  }\n": typeof types.NoteEntryFragmentDoc,
    "\n  fragment CallLead on Call {\n    test\n    score\n    scoreReasons { name points criterion { id } }\n    assignee { id name }\n    customFields { ...CustomValue }\n    notes(deleted: true) { ...NoteEntry }\n    history {\n      label\n      callVersion\n      field\n      before\n      after\n      at\n      author { kind name automation { id } }\n    }\n    transcript { text language createdAt }\n    crmOutcomes { id stage leadStatus value { amount currency } externalId at }\n  }\n": typeof types.CallLeadFragmentDoc,
    "\n  mutation UpdateCall($input: UpdateCallInput!) {\n    updateCall(input: $input) {\n      call { id version leadStatus value { amount currency } }\n      userErrors { code message field }\n    }\n  }\n": typeof types.UpdateCallDocument,
    "\n  mutation AssignCall($input: AssignCallInput!) {\n    assignCall(input: $input) {\n      call { id version assignee { id name } }\n      userErrors { code message field }\n    }\n  }\n": typeof types.AssignCallDocument,
    "\n  mutation AddNote($input: AddNoteInput!) {\n    addNote(input: $input) {\n      call { id version }\n      userErrors { code message field }\n    }\n  }\n": typeof types.AddNoteDocument,
    "\n  mutation UpdateNote($input: UpdateNoteInput!) {\n    updateNote(input: $input) {\n      call { id version }\n      userErrors { code message field }\n    }\n  }\n": typeof types.UpdateNoteDocument,
    "\n  mutation DeleteNote($id: ID!) {\n    deleteNote(input: { id: $id }) {\n      call { id version }\n      userErrors { code message field }\n    }\n  }\n": typeof types.DeleteNoteDocument,
    "\n  mutation SetCustomFields($input: SetCustomFieldsInput!) {\n    setCustomFields(input: $input) {\n      call { id version }\n      caller { id }\n      userErrors { code message field }\n    }\n  }\n": typeof types.SetCustomFieldsDocument,
    "\n  mutation UpdateCaller($input: UpdateCallerInput!) {\n    updateCaller(input: $input) {\n      caller { id email }\n      userErrors { code message field }\n    }\n  }\n": typeof types.UpdateCallerDocument,
    "\n  query Call($id: ID!) {\n    call(id: $id) {\n      id\n      version\n      direction\n      status\n      outcome\n      startedAt\n      ringAt\n      answeredAt\n      endedAt\n      ringSeconds\n      talkSeconds\n      durationSeconds\n      company { id name timeZone currency }\n      caller {\n        id\n        nationalFormat\n        name\n        email\n        country\n        region\n        city\n        firstCallAt\n        callCount\n        customFields { ...CustomValue }\n      }\n      callerNumber\n      callerName\n      withheld\n      firstTime\n      country\n      region\n      city\n      trackingNumber\n      number { id nationalFormat }\n      tracker { id name kind }\n      destination\n      source\n      medium\n      campaign\n      keyword\n      landingPage\n      referrer\n      ...CallOrigin\n      session { ...Visit visitor { id } }\n      tags { id name color }\n      leadStatus\n      value { amount currency }\n      ...CallLead\n      recording { url seconds voicemail }\n      legs { key destination status endReason ringAt answerAt endAt talkSeconds }\n      decisions { automation { id name } automationVersion callVersion trigger triggerText matched reason at }\n      deliveries { ...DeliveryEntry }\n      timeline { at kind text cursor }\n    }\n    changeCursor\n  }\n": typeof types.CallDocument,
    "\n  subscription CallTick($after: String) {\n    callChanged(after: $after) { cursor call { id } }\n  }\n": typeof types.CallTickDocument,
    "\n  subscription DeliveryTick($after: String) {\n    deliveryChanged(after: $after) { cursor delivery { id call { id } } }\n  }\n": typeof types.DeliveryTickDocument,
    "\n  mutation TagCall($input: TagCallsInput!) {\n    tagCalls(input: $input) {\n      calls { id version tags { id name color } }\n      userErrors { code message field }\n    }\n  }\n": typeof types.TagCallDocument,
    "\n  mutation UntagCall($input: UntagCallsInput!) {\n    untagCalls(input: $input) {\n      calls { id version tags { id name color } }\n      userErrors { code message field }\n    }\n  }\n": typeof types.UntagCallDocument,
    "\n  query TagChoices {\n    tags(first: 200) { nodes { id name color company { id } } }\n  }\n": typeof types.TagChoicesDocument,
    "\n  fragment Visit on WebSession {\n    id\n    startedAt\n    lastSeenAt\n    landingPage\n    referrer\n    source\n    medium\n    campaign\n    keyword\n    adGroup\n    matchType\n    channel\n    channelReason\n    content\n    adClicks { name clickId }\n    gaClientId\n    device\n    country\n    pages { at page }\n    numberClicks { at number page }\n    userAgent\n    consent { adUserData adPersonalization analytics }\n  }\n": typeof types.VisitFragmentDoc,
    "\n  fragment CallRow on Call {\n    id\n    version\n    status\n    outcome\n    startedAt\n    ringAt\n    answeredAt\n    durationSeconds\n    talkSeconds\n    company { id name timeZone }\n    caller { id nationalFormat name }\n    callerNumber\n    callerName\n    withheld\n    firstTime\n    city\n    region\n    trackingNumber\n    number { id nationalFormat }\n    tracker { id name }\n    source\n    medium\n    campaign\n    attribution { confidence reason }\n    tags { id name color }\n    test\n    score\n    assignee { id name }\n    customFields { field { id key kind } text }\n    leadStatus\n    value { amount currency }\n    recording { seconds voicemail }\n    deliveries { id state action { id title } }\n  }\n": typeof types.CallRowFragmentDoc,
    "\n  query Calls($filter: CallFilter, $after: String) {\n    calls(filter: $filter, orderBy: { field: STARTED_AT, direction: DESC }, first: 50, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      nodes { ...CallRow }\n    }\n    changeCursor\n  }\n": typeof types.CallsDocument,
    "\n  subscription CallRowChanged($filter: CallFilter, $after: String) {\n    callChanged(filter: $filter, after: $after) {\n      cursor\n      kind\n      call { ...CallRow }\n    }\n  }\n": typeof types.CallRowChangedDocument,
    "\n  subscription DeliveryDotChanged($after: String) {\n    deliveryChanged(after: $after) {\n      cursor\n      delivery { id state action { id title } call { id } }\n    }\n  }\n": typeof types.DeliveryDotChangedDocument,
    "\n  query FilterOptions {\n    trackers(first: 100) { nodes { id name company { id } } }\n    tags(first: 200) { nodes { id name color } }\n    companies(first: 100) { nodes { id name } }\n    callReport(groupBy: [SOURCE], metrics: [CALLS], timeZone: \"UTC\") {\n      rows { groups { value label } }\n    }\n  }\n": typeof types.FilterOptionsDocument,
    "\n  query Figures($today: CallFilter!, $before: CallFilter!, $timeZone: String!) {\n    today: callReport(\n      filter: $today\n      groupBy: [OUTCOME]\n      metrics: [CALLS, ANSWERED, MISSED, FIRST_TIME, AVERAGE_TALK_SECONDS]\n      timeZone: $timeZone\n    ) {\n      totals { metric value }\n    }\n    before: callReport(\n      filter: $before\n      groupBy: [OUTCOME]\n      metrics: [CALLS, ANSWERED, MISSED, FIRST_TIME, AVERAGE_TALK_SECONDS]\n      timeZone: $timeZone\n    ) {\n      totals { metric value }\n    }\n  }\n": typeof types.FiguresDocument,
    "\n  mutation TagMany($input: TagCallsInput!) {\n    tagCalls(input: $input) {\n      calls { id version }\n      userErrors { code message field }\n    }\n  }\n": typeof types.TagManyDocument,
    "\n  mutation UntagMany($input: UntagCallsInput!) {\n    untagCalls(input: $input) {\n      calls { id version }\n      userErrors { code message field }\n    }\n  }\n": typeof types.UntagManyDocument,
    "\n  mutation TagFound($input: TagCallsByFilterInput!) {\n    tagCallsByFilter(input: $input) {\n      found\n      changed\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n": typeof types.TagFoundDocument,
    "\n  fragment ConversionRow on ConversionReportRow {\n    linkedAccount { id label }\n    action { id title importFile integration { id name } }\n    target\n    day\n    sent\n    accepted\n    confirmed\n    rejected { reason count }\n    skipped { reason count }\n    retracted\n    waiting\n    values { amount currency }\n  }\n": typeof types.ConversionRowFragmentDoc,
    "\n  query ConversionReport($from: String!, $to: String!, $linkedAccountId: ID) {\n    conversionReport(from: $from, to: $to, linkedAccountId: $linkedAccountId) { ...ConversionRow }\n    changeCursor\n  }\n": typeof types.ConversionReportDocument,
    "\n  subscription DeliveryMoved($after: String) {\n    deliveryChanged(after: $after) { cursor delivery { id } }\n  }\n": typeof types.DeliveryMovedDocument,
    "\n  query ManualImport($from: String!, $to: String!, $linkedAccountId: ID!, $actionId: String!, $after: String) {\n    manualImport(from: $from, to: $to, linkedAccountId: $linkedAccountId, actionId: $actionId, after: $after) {\n      fileName\n      content\n      next\n    }\n  }\n": typeof types.ManualImportDocument,
    "\n  fragment DeliveryRow on Delivery {\n    ...DeliveryEntry\n    call { id callerName callerNumber withheld caller { id name nationalFormat } }\n  }\n": typeof types.DeliveryRowFragmentDoc,
    "\n  query Deliveries($filter: DeliveryFilter, $after: String) {\n    deliveries(filter: $filter, first: 40, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      nodes { ...DeliveryRow }\n    }\n    changeCursor\n  }\n": typeof types.DeliveriesDocument,
    "\n  subscription DeliveryRowChanged($after: String) {\n    deliveryChanged(after: $after) { cursor delivery { ...DeliveryRow } }\n  }\n": typeof types.DeliveryRowChangedDocument,
    "\n  query DeliveryLinkedAccounts {\n    linkedAccounts(first: 100) { nodes { id label integration { id name actions { id } } } }\n  }\n": typeof types.DeliveryLinkedAccountsDocument,
    "\n  mutation ReplayDeliveries($input: ReplayDeliveriesInput!) {\n    replayDeliveries(input: $input) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n": typeof types.ReplayDeliveriesDocument,
    "\n  fragment IntegrationCard on Integration {\n    id\n    name\n    description\n    auth\n    carrier\n    actions { id title description fields { ...FormField } }\n    settingsFields { ...FormField }\n    secretFields { ...FormField }\n  }\n": typeof types.IntegrationCardFragmentDoc,
    "\n  fragment LinkedAccountRow on LinkedAccount {\n    id\n    label\n    externalId\n    state\n    reason\n    settings\n    createdAt\n    health { state failures pausedUntil reason }\n    integration { id name auth }\n  }\n": typeof types.LinkedAccountRowFragmentDoc,
    "\n  query Integrations {\n    integrations { ...IntegrationCard }\n    linkedAccounts(first: 100) { nodes { ...LinkedAccountRow } }\n    viewer { account { id alertSettings alertLinkedAccount { id label state } } }\n    changeCursor\n  }\n": typeof types.IntegrationsDocument,
    "\n  mutation ConnectIntegration($input: ConnectIntegrationInput!) {\n    connectIntegration(input: $input) {\n      linkedAccount { ...LinkedAccountRow }\n      authorizeUrl\n      finishToken\n      renewed\n      userErrors { code message field }\n    }\n  }\n": typeof types.ConnectIntegrationDocument,
    "\n  mutation FinishIntegrationSignIn($input: FinishIntegrationSignInInput!) {\n    finishIntegrationSignIn(input: $input) {\n      linkedAccount { ...LinkedAccountRow }\n      renewed\n      returnTo\n      userErrors { code message field }\n    }\n  }\n": typeof types.FinishIntegrationSignInDocument,
    "\n  mutation DisconnectIntegration($id: ID!) {\n    disconnectIntegration(input: { linkedAccountId: $id }) {\n      linkedAccount { ...LinkedAccountRow }\n      userErrors { code message field }\n    }\n  }\n": typeof types.DisconnectIntegrationDocument,
    "\n  subscription SetupTick($after: String) {\n    changes(after: $after) { cursor kind }\n  }\n": typeof types.SetupTickDocument,
    "\n  mutation SetAlertLinkedAccount($input: SetAlertLinkedAccountInput!) {\n    setAlertLinkedAccount(input: $input) {\n      account { id alertSettings alertLinkedAccount { id label state } }\n      userErrors { code message field }\n    }\n  }\n": typeof types.SetAlertLinkedAccountDocument,
    "\n  mutation UpdateChannels($input: UpdateCompanyInput!) {\n    updateCompany(input: $input) {\n      company { ...NumbersCompany }\n      userErrors { code message field }\n    }\n  }\n": typeof types.UpdateChannelsDocument,
    "\n  fragment VisitMatch on TrackerMatch {\n    source\n    medium\n    campaign\n    channel\n    channelReason\n    numbers { number tracker { id name kind numbers { id nationalFormat } } }\n    considered { tracker { id name kind } level fits reason }\n  }\n": typeof types.VisitMatchFragmentDoc,
    "\n  query TrackerMatch($url: String!, $referrer: String, $companyId: ID!) {\n    trackerMatch(url: $url, referrer: $referrer, companyId: $companyId) { ...VisitMatch }\n  }\n": typeof types.TrackerMatchDocument,
    "\n  query PoolForecast($tracker: ID!, $days: Int) {\n    poolForecast(tracker: $tracker, days: $days) {\n      from\n      to\n      visits\n      present\n      sufficient\n      recommended\n      peak\n      callsPerVisit\n      points { numbers served missed ambiguousCalls servedByErlang }\n    }\n  }\n": typeof types.PoolForecastDocument,
    "\n  fragment PoolUseRow on PoolUse {\n    numbers\n    held\n    resting\n    free\n  }\n": typeof types.PoolUseRowFragmentDoc,
    "\n  query PoolUses($companyId: ID!) {\n    poolUse(companyId: $companyId) { tracker { id } ...PoolUseRow }\n  }\n": typeof types.PoolUsesDocument,
    "\n  fragment NumbersCompany on Company {\n    id\n    name\n    publicKey\n    origins\n    consentRequired\n    channelRules { host source medium }\n  }\n": typeof types.NumbersCompanyFragmentDoc,
    "\n  query NumbersCompanies {\n    companies(first: 200) { nodes { ...NumbersCompany } }\n  }\n": typeof types.NumbersCompaniesDocument,
    "\n  fragment TrackerRow on Tracker {\n    id\n    kind\n    name\n    destination\n    whisper\n    ringSeconds\n    voicemail\n    source\n    medium\n    campaign\n    landingParameter\n    referrerHosts\n    referrerGroup\n    isDefault\n    swapNumbers\n    fallbackNumber\n    leaseSeconds\n    graceSeconds\n    cooldownSeconds\n    localNumbers\n    active\n    company { id }\n    numbers { id number nationalFormat target }\n  }\n": typeof types.TrackerRowFragmentDoc,
    "\n  query Trackers($companyId: ID!) {\n    trackers(companyId: $companyId, first: 200) { totalCount nodes { ...TrackerRow } }\n  }\n": typeof types.TrackersDocument,
    "\n  mutation CreateTracker($input: CreateTrackerInput!) {\n    createTracker(input: $input) {\n      tracker { ...TrackerRow }\n      userErrors { code message field }\n    }\n  }\n": typeof types.CreateTrackerDocument,
    "\n  mutation UpdateTracker($input: UpdateTrackerInput!) {\n    updateTracker(input: $input) {\n      tracker { ...TrackerRow }\n      userErrors { code message field }\n    }\n  }\n": typeof types.UpdateTrackerDocument,
    "\n  fragment ReportTable on CallReport {\n    rows {\n      start\n      groups { dimension value label }\n      fieldGroups { field { id } value label }\n      values { metric value }\n    }\n    totals { metric value }\n    timeZone\n    currency\n    truncated\n  }\n": typeof types.ReportTableFragmentDoc,
    "\n  query Report(\n    $filter: CallFilter\n    $groupBy: [CallReportDimension!]!\n    $groupByFields: [ID!]!\n    $metrics: [CallReportMetric!]!\n    $attribution: AttributionModel\n    $timeZone: String\n  ) {\n    callReport(\n      filter: $filter\n      groupBy: $groupBy\n      groupByFields: $groupByFields\n      metrics: $metrics\n      attribution: $attribution\n      timeZone: $timeZone\n    ) {\n      ...ReportTable\n    }\n  }\n": typeof types.ReportDocument,
    "\n  query Series(\n    $filter: CallFilter\n    $groupBy: [CallReportDimension!]!\n    $groupByFields: [ID!]!\n    $metrics: [CallReportMetric!]!\n    $attribution: AttributionModel\n    $interval: ReportInterval!\n    $timeZone: String\n  ) {\n    callReport(\n      filter: $filter\n      groupBy: $groupBy\n      groupByFields: $groupByFields\n      metrics: $metrics\n      attribution: $attribution\n      interval: $interval\n      timeZone: $timeZone\n    ) {\n      ...ReportTable\n    }\n  }\n": typeof types.SeriesDocument,
    "\n  query ReportCompanies {\n    companies(first: 100) { nodes { id name timeZone currency } }\n  }\n": typeof types.ReportCompaniesDocument,
    "\n  fragment TagDetail on Tag { id name color company { id name } }\n": typeof types.TagDetailFragmentDoc,
    "\n  query Tags {\n    tags(first: 200) { nodes { ...TagDetail } }\n  }\n": typeof types.TagsDocument,
    "\n  mutation CreateTag($input: CreateTagInput!) {\n    createTag(input: $input) {\n      tag { id }\n      userErrors { code message field }\n    }\n  }\n": typeof types.CreateTagDocument,
    "\n  mutation UpdateTag($input: UpdateTagInput!) {\n    updateTag(input: $input) {\n      tag { id }\n      userErrors { code message field }\n    }\n  }\n": typeof types.UpdateTagDocument,
    "\n  mutation DeleteTag($id: ID!) {\n    deleteTag(input: { id: $id }) {\n      deletedId\n      userErrors { code message field }\n    }\n  }\n": typeof types.DeleteTagDocument,
    "\n  fragment AgentDetail on Agent { id name email active }\n": typeof types.AgentDetailFragmentDoc,
    "\n  query Agents {\n    agents(first: 200) { nodes { ...AgentDetail } }\n  }\n": typeof types.AgentsDocument,
    "\n  mutation CreateAgent($input: CreateAgentInput!) {\n    createAgent(input: $input) {\n      agent { id }\n      userErrors { code message field }\n    }\n  }\n": typeof types.CreateAgentDocument,
    "\n  mutation UpdateAgent($input: UpdateAgentInput!) {\n    updateAgent(input: $input) {\n      agent { id }\n      userErrors { code message field }\n    }\n  }\n": typeof types.UpdateAgentDocument,
    "\n  query CustomFields {\n    customFields(first: 200) { nodes { ...CustomFieldDetail } }\n  }\n": typeof types.CustomFieldsDocument,
    "\n  mutation CreateCustomField($input: CreateCustomFieldInput!) {\n    createCustomField(input: $input) {\n      customField { id }\n      userErrors { code message field }\n    }\n  }\n": typeof types.CreateCustomFieldDocument,
    "\n  mutation UpdateCustomField($input: UpdateCustomFieldInput!) {\n    updateCustomField(input: $input) {\n      customField { id }\n      userErrors { code message field }\n    }\n  }\n": typeof types.UpdateCustomFieldDocument,
    "\n  mutation ArchiveCustomField($input: ArchiveCustomFieldInput!) {\n    archiveCustomField(input: $input) {\n      customField { id }\n      userErrors { code message field }\n    }\n  }\n": typeof types.ArchiveCustomFieldDocument,
    "\n  fragment CompanyDetail on Company {\n    id\n    name\n    timeZone\n    currency\n    country\n    origins\n    consentRequired\n    recordCalls\n    recordingNotice\n    language\n    voicemailGreeting\n    testNumbers\n    createdAt\n  }\n": typeof types.CompanyDetailFragmentDoc,
    "\n  query Companies {\n    companies(first: 200) { nodes { ...CompanyDetail } }\n  }\n": typeof types.CompaniesDocument,
    "\n  query Voices {\n    integrations { id languages }\n  }\n": typeof types.VoicesDocument,
    "\n  mutation CreateCompany($input: CreateCompanyInput!) {\n    createCompany(input: $input) {\n      company { id }\n      userErrors { code message field }\n    }\n  }\n": typeof types.CreateCompanyDocument,
    "\n  mutation UpdateCompany($input: UpdateCompanyInput!) {\n    updateCompany(input: $input) {\n      company { id }\n      userErrors { code message field }\n    }\n  }\n": typeof types.UpdateCompanyDocument,
    "\n  query CompanyNames {\n    companies(first: 200) { nodes { id name } }\n  }\n": typeof types.CompanyNamesDocument,
    "\n  query ApiKeys {\n    apiKeys(first: 100) { nodes { id name prefix scopes companies { id name } createdAt revokedAt } }\n  }\n": typeof types.ApiKeysDocument,
    "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      apiKey { id }\n      key\n      userErrors { code message field }\n    }\n  }\n": typeof types.CreateApiKeyDocument,
    "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(input: { id: $id }) {\n      apiKey { id revokedAt }\n      userErrors { code message field }\n    }\n  }\n": typeof types.RevokeApiKeyDocument,
    "\n  query UnmatchedEvents($after: String) {\n    unmatchedEvents(first: 30, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      edges {\n        cursor\n        node { carrier callback receivedAt state reason params }\n      }\n    }\n  }\n": typeof types.UnmatchedEventsDocument,
    "\n  query AuditEntries($after: String) {\n    auditEntries(first: 30, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      edges {\n        cursor\n        node { at kind detail actor { kind name } }\n      }\n    }\n  }\n": typeof types.AuditEntriesDocument,
    "\n  fragment CriterionDetail on ScoreCriterion {\n    id\n    name\n    points\n    filter\n    filterText\n    enabled\n    company { id name }\n  }\n": typeof types.CriterionDetailFragmentDoc,
    "\n  query ScoreCriteria {\n    scoreCriteria(first: 100) { nodes { ...CriterionDetail } }\n  }\n": typeof types.ScoreCriteriaDocument,
    "\n  mutation CreateScoreCriterion($input: CreateScoreCriterionInput!) {\n    createScoreCriterion(input: $input) {\n      scoreCriterion { id }\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n": typeof types.CreateScoreCriterionDocument,
    "\n  mutation UpdateScoreCriterion($input: UpdateScoreCriterionInput!) {\n    updateScoreCriterion(input: $input) {\n      scoreCriterion { id }\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n": typeof types.UpdateScoreCriterionDocument,
    "\n  mutation DeleteScoreCriterion($id: ID!) {\n    deleteScoreCriterion(input: { id: $id }) {\n      deletedId\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n": typeof types.DeleteScoreCriterionDocument,
    "\n  mutation RescoreCalls {\n    rescoreCalls(input: {}) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n": typeof types.RescoreCallsDocument,
    "\n  query FilterLists {\n    companies(first: 200) { nodes { id name } }\n    trackers(first: 200) { nodes { id name } }\n    tags(first: 200) { nodes { id name } }\n    agents(first: 200) { nodes { id name } }\n  }\n": typeof types.FilterListsDocument,
    "\n  fragment VisitorRow on Visitor {\n    id\n    name\n    email\n    company { id name }\n    lastSeenAt\n    visitCount\n    lastTouch { source medium campaign landingPage }\n    sessions(first: 1) {\n      id\n      channel\n      device\n      country\n      leases { number { nationalFormat } current overflow }\n    }\n    calls { id }\n  }\n": typeof types.VisitorRowFragmentDoc,
    "\n  query Visitors($filter: VisitorFilter, $after: String) {\n    visitors(filter: $filter, first: 40, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      nodes { ...VisitorRow }\n    }\n  }\n": typeof types.VisitorsDocument,
    "\n  query NewestVisitors($filter: VisitorFilter) {\n    visitors(filter: $filter, first: 40) {\n      nodes { ...VisitorRow }\n    }\n  }\n": typeof types.NewestVisitorsDocument,
    "\n  query VisitorCompanies {\n    companies(first: 100) { nodes { id name } }\n  }\n": typeof types.VisitorCompaniesDocument,
    "\n  fragment VisitorTouch on Touch {\n    at\n    source\n    medium\n    campaign\n    landingPage\n  }\n": typeof types.VisitorTouchFragmentDoc,
    "\n  fragment VisitorVisit on WebSession {\n    id\n    startedAt\n    lastSeenAt\n    landingPage\n    referrer\n    source\n    medium\n    campaign\n    keyword\n    term\n    content\n    adGroup\n    matchType\n    channel\n    channelReason\n    adClicks { name clickId at }\n    gaClientId\n    gaSessionId\n    device\n    country\n    consent { adUserData adPersonalization analytics }\n    pages { at page }\n    numberClicks { at number page }\n    leases { number { number nationalFormat } tracker { id name } overflow current shownAt expiresAt }\n    calls { id startedAt outcome status callerName callerNumber withheld caller { name nationalFormat } }\n  }\n": typeof types.VisitorVisitFragmentDoc,
    "\n  query Visitor($id: ID!) {\n    visitor(id: $id) {\n      id\n      name\n      email\n      phone\n      externalId\n      company { id name timeZone }\n      firstSeenAt\n      lastSeenAt\n      visitCount\n      firstTouch { ...VisitorTouch }\n      lastTouch { ...VisitorTouch }\n      adClicks { name clickId at }\n      calls {\n        id\n        startedAt\n        status\n        outcome\n        callerName\n        callerNumber\n        withheld\n        caller { name nationalFormat }\n      }\n      sessions { ...VisitorVisit }\n    }\n  }\n": typeof types.VisitorDocument,
    "\n  fragment AttemptLog on Attempt {\n    number\n    at\n    status\n    error\n    exchanges { at request status response error }\n  }\n": typeof types.AttemptLogFragmentDoc,
    "\n  fragment BriefCall on Call {\n    id\n    startedAt\n    callerName\n    callerNumber\n    withheld\n    source\n    medium\n    caller { id name nationalFormat }\n  }\n": typeof types.BriefCallFragmentDoc,
    "\n  fragment CustomFieldDetail on CustomField {\n    id\n    subject\n    key\n    name\n    kind\n    choices\n    archived\n    company { id name }\n  }\n": typeof types.CustomFieldDetailFragmentDoc,
    "\n  fragment CustomValue on CustomFieldValue {\n    field { id key name kind }\n    text\n    number\n    checkbox\n  }\n": typeof types.CustomValueFragmentDoc,
    "\n  fragment DeliveryEntry on Delivery {\n    id\n    state\n    reason\n    intent\n    revision\n    vendorId\n    vendorUrl\n    dueAt\n    acceptedAt\n    confirmedAt\n    changedAt\n    action { id title integration { id name } }\n    linkedAccount { id label }\n    automation { id name }\n    attempts { ...AttemptLog }\n  }\n": typeof types.DeliveryEntryFragmentDoc,
    "\n  fragment FormField on FormField {\n    name\n    label\n    help\n    kind\n    required\n    choices { value label }\n    defaultValue\n    placeholder\n    template\n  }\n": typeof types.FormFieldFragmentDoc,
    "\n  query LeadChoices {\n    agents(first: 200) { nodes { id name active } }\n    customFields(first: 200) { nodes { ...CustomFieldDetail } }\n  }\n": typeof types.LeadChoicesDocument,
    "\n  mutation RetryDelivery($id: ID!) {\n    retryDelivery(input: { id: $id }) {\n      delivery { id state reason }\n      userErrors { code message field }\n    }\n  }\n": typeof types.RetryDeliveryDocument,
    "\n  mutation CancelRun($id: ID!) {\n    cancelRun(input: { id: $id }) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n": typeof types.CancelRunDocument,
    "\n  fragment RunProgress on Run { id kind state total done reason result }\n": typeof types.RunProgressFragmentDoc,
    "\n  query RunAsItStands($id: ID!) {\n    run(id: $id) { ...RunProgress }\n  }\n": typeof types.RunAsItStandsDocument,
    "\n  subscription RunWentOn($id: ID!) {\n    runChanged(id: $id) { cursor run { ...RunProgress } }\n  }\n": typeof types.RunWentOnDocument,
    "\n  query Viewer {\n    viewer {\n      account { id name }\n      apiKey { id name prefix scopes companies { id name } }\n    }\n    callFields { ...CallFieldDetail }\n    callMetrics { ...CallMetricDetail }\n  }\n": typeof types.ViewerDocument,
};
const documents: Documents = {
    "\n  fragment CallFieldDetail on CallField {\n    name\n    label\n    group\n    kind\n    description\n    unit\n    example\n    optional\n    words { value label description }\n    type\n    operators\n    templateType\n    dimension\n    multiple\n    ofTouch\n    customField { id subject key kind company { id } }\n  }\n": types.CallFieldDetailFragmentDoc,
    "\n  fragment CallMetricDetail on CallMetric {\n    name\n    label\n    description\n    unit\n    additive\n    shareable\n  }\n": types.CallMetricDetailFragmentDoc,
    "\n  fragment TriedDelivery on DryRunDelivery {\n    linkedAccount { id label }\n    action { id title integration { id name } }\n    skipped\n    request\n  }\n": types.TriedDeliveryFragmentDoc,
    "\n  fragment DryRunFindings on DryRun {\n    woken\n    matched\n    sent\n    against\n    targets { count linkedAccount { id label } action { id title integration { id name } } }\n    skipped { reason count }\n    tooLate { reason count }\n    samples { reason call { ...BriefCall } deliveries { ...TriedDelivery } }\n    unmatched { reason call { ...BriefCall } }\n    added { count calls { ...BriefCall } }\n    removed { count calls { ...BriefCall } }\n    changed { count calls { ...BriefCall } }\n  }\n": types.DryRunFindingsFragmentDoc,
    "\n  mutation StartDryRun($input: AutomationDryRunInput!) {\n    automationDryRun(input: $input) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n": types.StartDryRunDocument,
    "\n  query DryRunResult($id: ID!) {\n    run(id: $id) { id dryRun { ...DryRunFindings } }\n  }\n": types.DryRunResultDocument,
    "\n  mutation Backfill($input: BackfillAutomationInput!) {\n    backfillAutomation(input: $input) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n": types.BackfillDocument,
    "\n  query FittingCalls($filter: CallFilter!, $every: CallFilter!) {\n    matching: calls(filter: $filter, first: 3) {\n      totalCount\n      nodes { ...BriefCall }\n    }\n    every: calls(filter: $every, first: 1) { totalCount }\n  }\n": types.FittingCallsDocument,
    "\n  query Automations($after: String) {\n    automations(first: 50, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      nodes {\n        id\n        name\n        enabled\n        version\n        triggerText\n        filterText\n        company { id name }\n        actions { kind title linkedAccount { id label state } }\n      }\n    }\n  }\n": types.AutomationsDocument,
    "\n  fragment AutomationDetail on Automation {\n    id\n    name\n    enabled\n    version\n    trigger\n    triggerSettings { given }\n    filter\n    company { id name }\n    actions { kind title settings linkedAccount { id } }\n    versions {\n      version\n      triggerText\n      filterText\n      actions { kind title }\n      difference\n      author { name }\n      createdAt\n    }\n  }\n": types.AutomationDetailFragmentDoc,
    "\n  query Automation($id: ID!) {\n    automation(id: $id) { ...AutomationDetail }\n  }\n": types.AutomationDocument,
    "\n  query AutomationChoices {\n    automationTriggers { name label description fields { ...FormField } }\n    automationActions { name label group description settings fields { ...FormField } }\n    companies(first: 100) { nodes { id name currency } }\n    trackers(first: 100) { nodes { id name } }\n    tags(first: 100) { nodes { id name } }\n    agents(first: 100) { nodes { id name active } }\n    linkedAccounts(first: 100) {\n      nodes {\n        id\n        label\n        state\n        integration {\n          id\n          name\n          actions { id title description fields { ...FormField } }\n        }\n      }\n    }\n  }\n": types.AutomationChoicesDocument,
    "\n  mutation CreateAutomation($input: CreateAutomationInput!) {\n    createAutomation(input: $input) {\n      automation { ...AutomationDetail }\n      userErrors { code message field }\n    }\n  }\n": types.CreateAutomationDocument,
    "\n  mutation UpdateAutomation($input: UpdateAutomationInput!) {\n    updateAutomation(input: $input) {\n      automation { ...AutomationDetail }\n      userErrors { code message field }\n    }\n  }\n": types.UpdateAutomationDocument,
    "\n  query ActionPreview($callId: ID!, $linkedAccountId: ID!, $action: String!, $settings: JSONObject!) {\n    templatePreview(\n      input: { callId: $callId, linkedAccountId: $linkedAccountId, action: $action, settings: $settings }\n    ) {\n      name\n      value\n      error\n    }\n    deliveryEligibility(\n      callId: $callId\n      linkedAccountId: $linkedAccountId\n      action: $action\n      settings: $settings\n    ) {\n      eligible\n      reason\n      delivery { id state }\n    }\n  }\n": types.ActionPreviewDocument,
    "\n  query PreviewCalls($filter: CallFilter) {\n    calls(filter: $filter, first: 20) {\n      nodes { ...BriefCall }\n    }\n  }\n": types.PreviewCallsDocument,
    "\n  fragment CallOrigin on Call {\n    overflow\n    caller {\n      id\n      firstTouch { at source medium campaign keyword landingPage }\n    }\n    attribution {\n      confidence\n      reason\n      evidence { kind text shownAt expiresAt weight session { id } }\n      candidates { ...Visit }\n    }\n  }\n": types.CallOriginFragmentDoc,
    "\n  mutation ResolveAttribution($input: ResolveAttributionInput!) {\n    resolveAttribution(input: $input) {\n      call { id version ...CallOrigin session { ...Visit } source medium campaign keyword }\n      userErrors { code message field }\n    }\n  }\n": types.ResolveAttributionDocument,
    "\n  fragment NoteEntry on Note {\n    id\n    text\n    createdAt\n    changedAt\n    author { name }\n    versions { version text at author { name } }\n  }\n": types.NoteEntryFragmentDoc,
    "\n  fragment CallLead on Call {\n    test\n    score\n    scoreReasons { name points criterion { id } }\n    assignee { id name }\n    customFields { ...CustomValue }\n    notes(deleted: true) { ...NoteEntry }\n    history {\n      label\n      callVersion\n      field\n      before\n      after\n      at\n      author { kind name automation { id } }\n    }\n    transcript { text language createdAt }\n    crmOutcomes { id stage leadStatus value { amount currency } externalId at }\n  }\n": types.CallLeadFragmentDoc,
    "\n  mutation UpdateCall($input: UpdateCallInput!) {\n    updateCall(input: $input) {\n      call { id version leadStatus value { amount currency } }\n      userErrors { code message field }\n    }\n  }\n": types.UpdateCallDocument,
    "\n  mutation AssignCall($input: AssignCallInput!) {\n    assignCall(input: $input) {\n      call { id version assignee { id name } }\n      userErrors { code message field }\n    }\n  }\n": types.AssignCallDocument,
    "\n  mutation AddNote($input: AddNoteInput!) {\n    addNote(input: $input) {\n      call { id version }\n      userErrors { code message field }\n    }\n  }\n": types.AddNoteDocument,
    "\n  mutation UpdateNote($input: UpdateNoteInput!) {\n    updateNote(input: $input) {\n      call { id version }\n      userErrors { code message field }\n    }\n  }\n": types.UpdateNoteDocument,
    "\n  mutation DeleteNote($id: ID!) {\n    deleteNote(input: { id: $id }) {\n      call { id version }\n      userErrors { code message field }\n    }\n  }\n": types.DeleteNoteDocument,
    "\n  mutation SetCustomFields($input: SetCustomFieldsInput!) {\n    setCustomFields(input: $input) {\n      call { id version }\n      caller { id }\n      userErrors { code message field }\n    }\n  }\n": types.SetCustomFieldsDocument,
    "\n  mutation UpdateCaller($input: UpdateCallerInput!) {\n    updateCaller(input: $input) {\n      caller { id email }\n      userErrors { code message field }\n    }\n  }\n": types.UpdateCallerDocument,
    "\n  query Call($id: ID!) {\n    call(id: $id) {\n      id\n      version\n      direction\n      status\n      outcome\n      startedAt\n      ringAt\n      answeredAt\n      endedAt\n      ringSeconds\n      talkSeconds\n      durationSeconds\n      company { id name timeZone currency }\n      caller {\n        id\n        nationalFormat\n        name\n        email\n        country\n        region\n        city\n        firstCallAt\n        callCount\n        customFields { ...CustomValue }\n      }\n      callerNumber\n      callerName\n      withheld\n      firstTime\n      country\n      region\n      city\n      trackingNumber\n      number { id nationalFormat }\n      tracker { id name kind }\n      destination\n      source\n      medium\n      campaign\n      keyword\n      landingPage\n      referrer\n      ...CallOrigin\n      session { ...Visit visitor { id } }\n      tags { id name color }\n      leadStatus\n      value { amount currency }\n      ...CallLead\n      recording { url seconds voicemail }\n      legs { key destination status endReason ringAt answerAt endAt talkSeconds }\n      decisions { automation { id name } automationVersion callVersion trigger triggerText matched reason at }\n      deliveries { ...DeliveryEntry }\n      timeline { at kind text cursor }\n    }\n    changeCursor\n  }\n": types.CallDocument,
    "\n  subscription CallTick($after: String) {\n    callChanged(after: $after) { cursor call { id } }\n  }\n": types.CallTickDocument,
    "\n  subscription DeliveryTick($after: String) {\n    deliveryChanged(after: $after) { cursor delivery { id call { id } } }\n  }\n": types.DeliveryTickDocument,
    "\n  mutation TagCall($input: TagCallsInput!) {\n    tagCalls(input: $input) {\n      calls { id version tags { id name color } }\n      userErrors { code message field }\n    }\n  }\n": types.TagCallDocument,
    "\n  mutation UntagCall($input: UntagCallsInput!) {\n    untagCalls(input: $input) {\n      calls { id version tags { id name color } }\n      userErrors { code message field }\n    }\n  }\n": types.UntagCallDocument,
    "\n  query TagChoices {\n    tags(first: 200) { nodes { id name color company { id } } }\n  }\n": types.TagChoicesDocument,
    "\n  fragment Visit on WebSession {\n    id\n    startedAt\n    lastSeenAt\n    landingPage\n    referrer\n    source\n    medium\n    campaign\n    keyword\n    adGroup\n    matchType\n    channel\n    channelReason\n    content\n    adClicks { name clickId }\n    gaClientId\n    device\n    country\n    pages { at page }\n    numberClicks { at number page }\n    userAgent\n    consent { adUserData adPersonalization analytics }\n  }\n": types.VisitFragmentDoc,
    "\n  fragment CallRow on Call {\n    id\n    version\n    status\n    outcome\n    startedAt\n    ringAt\n    answeredAt\n    durationSeconds\n    talkSeconds\n    company { id name timeZone }\n    caller { id nationalFormat name }\n    callerNumber\n    callerName\n    withheld\n    firstTime\n    city\n    region\n    trackingNumber\n    number { id nationalFormat }\n    tracker { id name }\n    source\n    medium\n    campaign\n    attribution { confidence reason }\n    tags { id name color }\n    test\n    score\n    assignee { id name }\n    customFields { field { id key kind } text }\n    leadStatus\n    value { amount currency }\n    recording { seconds voicemail }\n    deliveries { id state action { id title } }\n  }\n": types.CallRowFragmentDoc,
    "\n  query Calls($filter: CallFilter, $after: String) {\n    calls(filter: $filter, orderBy: { field: STARTED_AT, direction: DESC }, first: 50, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      nodes { ...CallRow }\n    }\n    changeCursor\n  }\n": types.CallsDocument,
    "\n  subscription CallRowChanged($filter: CallFilter, $after: String) {\n    callChanged(filter: $filter, after: $after) {\n      cursor\n      kind\n      call { ...CallRow }\n    }\n  }\n": types.CallRowChangedDocument,
    "\n  subscription DeliveryDotChanged($after: String) {\n    deliveryChanged(after: $after) {\n      cursor\n      delivery { id state action { id title } call { id } }\n    }\n  }\n": types.DeliveryDotChangedDocument,
    "\n  query FilterOptions {\n    trackers(first: 100) { nodes { id name company { id } } }\n    tags(first: 200) { nodes { id name color } }\n    companies(first: 100) { nodes { id name } }\n    callReport(groupBy: [SOURCE], metrics: [CALLS], timeZone: \"UTC\") {\n      rows { groups { value label } }\n    }\n  }\n": types.FilterOptionsDocument,
    "\n  query Figures($today: CallFilter!, $before: CallFilter!, $timeZone: String!) {\n    today: callReport(\n      filter: $today\n      groupBy: [OUTCOME]\n      metrics: [CALLS, ANSWERED, MISSED, FIRST_TIME, AVERAGE_TALK_SECONDS]\n      timeZone: $timeZone\n    ) {\n      totals { metric value }\n    }\n    before: callReport(\n      filter: $before\n      groupBy: [OUTCOME]\n      metrics: [CALLS, ANSWERED, MISSED, FIRST_TIME, AVERAGE_TALK_SECONDS]\n      timeZone: $timeZone\n    ) {\n      totals { metric value }\n    }\n  }\n": types.FiguresDocument,
    "\n  mutation TagMany($input: TagCallsInput!) {\n    tagCalls(input: $input) {\n      calls { id version }\n      userErrors { code message field }\n    }\n  }\n": types.TagManyDocument,
    "\n  mutation UntagMany($input: UntagCallsInput!) {\n    untagCalls(input: $input) {\n      calls { id version }\n      userErrors { code message field }\n    }\n  }\n": types.UntagManyDocument,
    "\n  mutation TagFound($input: TagCallsByFilterInput!) {\n    tagCallsByFilter(input: $input) {\n      found\n      changed\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n": types.TagFoundDocument,
    "\n  fragment ConversionRow on ConversionReportRow {\n    linkedAccount { id label }\n    action { id title importFile integration { id name } }\n    target\n    day\n    sent\n    accepted\n    confirmed\n    rejected { reason count }\n    skipped { reason count }\n    retracted\n    waiting\n    values { amount currency }\n  }\n": types.ConversionRowFragmentDoc,
    "\n  query ConversionReport($from: String!, $to: String!, $linkedAccountId: ID) {\n    conversionReport(from: $from, to: $to, linkedAccountId: $linkedAccountId) { ...ConversionRow }\n    changeCursor\n  }\n": types.ConversionReportDocument,
    "\n  subscription DeliveryMoved($after: String) {\n    deliveryChanged(after: $after) { cursor delivery { id } }\n  }\n": types.DeliveryMovedDocument,
    "\n  query ManualImport($from: String!, $to: String!, $linkedAccountId: ID!, $actionId: String!, $after: String) {\n    manualImport(from: $from, to: $to, linkedAccountId: $linkedAccountId, actionId: $actionId, after: $after) {\n      fileName\n      content\n      next\n    }\n  }\n": types.ManualImportDocument,
    "\n  fragment DeliveryRow on Delivery {\n    ...DeliveryEntry\n    call { id callerName callerNumber withheld caller { id name nationalFormat } }\n  }\n": types.DeliveryRowFragmentDoc,
    "\n  query Deliveries($filter: DeliveryFilter, $after: String) {\n    deliveries(filter: $filter, first: 40, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      nodes { ...DeliveryRow }\n    }\n    changeCursor\n  }\n": types.DeliveriesDocument,
    "\n  subscription DeliveryRowChanged($after: String) {\n    deliveryChanged(after: $after) { cursor delivery { ...DeliveryRow } }\n  }\n": types.DeliveryRowChangedDocument,
    "\n  query DeliveryLinkedAccounts {\n    linkedAccounts(first: 100) { nodes { id label integration { id name actions { id } } } }\n  }\n": types.DeliveryLinkedAccountsDocument,
    "\n  mutation ReplayDeliveries($input: ReplayDeliveriesInput!) {\n    replayDeliveries(input: $input) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n": types.ReplayDeliveriesDocument,
    "\n  fragment IntegrationCard on Integration {\n    id\n    name\n    description\n    auth\n    carrier\n    actions { id title description fields { ...FormField } }\n    settingsFields { ...FormField }\n    secretFields { ...FormField }\n  }\n": types.IntegrationCardFragmentDoc,
    "\n  fragment LinkedAccountRow on LinkedAccount {\n    id\n    label\n    externalId\n    state\n    reason\n    settings\n    createdAt\n    health { state failures pausedUntil reason }\n    integration { id name auth }\n  }\n": types.LinkedAccountRowFragmentDoc,
    "\n  query Integrations {\n    integrations { ...IntegrationCard }\n    linkedAccounts(first: 100) { nodes { ...LinkedAccountRow } }\n    viewer { account { id alertSettings alertLinkedAccount { id label state } } }\n    changeCursor\n  }\n": types.IntegrationsDocument,
    "\n  mutation ConnectIntegration($input: ConnectIntegrationInput!) {\n    connectIntegration(input: $input) {\n      linkedAccount { ...LinkedAccountRow }\n      authorizeUrl\n      finishToken\n      renewed\n      userErrors { code message field }\n    }\n  }\n": types.ConnectIntegrationDocument,
    "\n  mutation FinishIntegrationSignIn($input: FinishIntegrationSignInInput!) {\n    finishIntegrationSignIn(input: $input) {\n      linkedAccount { ...LinkedAccountRow }\n      renewed\n      returnTo\n      userErrors { code message field }\n    }\n  }\n": types.FinishIntegrationSignInDocument,
    "\n  mutation DisconnectIntegration($id: ID!) {\n    disconnectIntegration(input: { linkedAccountId: $id }) {\n      linkedAccount { ...LinkedAccountRow }\n      userErrors { code message field }\n    }\n  }\n": types.DisconnectIntegrationDocument,
    "\n  subscription SetupTick($after: String) {\n    changes(after: $after) { cursor kind }\n  }\n": types.SetupTickDocument,
    "\n  mutation SetAlertLinkedAccount($input: SetAlertLinkedAccountInput!) {\n    setAlertLinkedAccount(input: $input) {\n      account { id alertSettings alertLinkedAccount { id label state } }\n      userErrors { code message field }\n    }\n  }\n": types.SetAlertLinkedAccountDocument,
    "\n  mutation UpdateChannels($input: UpdateCompanyInput!) {\n    updateCompany(input: $input) {\n      company { ...NumbersCompany }\n      userErrors { code message field }\n    }\n  }\n": types.UpdateChannelsDocument,
    "\n  fragment VisitMatch on TrackerMatch {\n    source\n    medium\n    campaign\n    channel\n    channelReason\n    numbers { number tracker { id name kind numbers { id nationalFormat } } }\n    considered { tracker { id name kind } level fits reason }\n  }\n": types.VisitMatchFragmentDoc,
    "\n  query TrackerMatch($url: String!, $referrer: String, $companyId: ID!) {\n    trackerMatch(url: $url, referrer: $referrer, companyId: $companyId) { ...VisitMatch }\n  }\n": types.TrackerMatchDocument,
    "\n  query PoolForecast($tracker: ID!, $days: Int) {\n    poolForecast(tracker: $tracker, days: $days) {\n      from\n      to\n      visits\n      present\n      sufficient\n      recommended\n      peak\n      callsPerVisit\n      points { numbers served missed ambiguousCalls servedByErlang }\n    }\n  }\n": types.PoolForecastDocument,
    "\n  fragment PoolUseRow on PoolUse {\n    numbers\n    held\n    resting\n    free\n  }\n": types.PoolUseRowFragmentDoc,
    "\n  query PoolUses($companyId: ID!) {\n    poolUse(companyId: $companyId) { tracker { id } ...PoolUseRow }\n  }\n": types.PoolUsesDocument,
    "\n  fragment NumbersCompany on Company {\n    id\n    name\n    publicKey\n    origins\n    consentRequired\n    channelRules { host source medium }\n  }\n": types.NumbersCompanyFragmentDoc,
    "\n  query NumbersCompanies {\n    companies(first: 200) { nodes { ...NumbersCompany } }\n  }\n": types.NumbersCompaniesDocument,
    "\n  fragment TrackerRow on Tracker {\n    id\n    kind\n    name\n    destination\n    whisper\n    ringSeconds\n    voicemail\n    source\n    medium\n    campaign\n    landingParameter\n    referrerHosts\n    referrerGroup\n    isDefault\n    swapNumbers\n    fallbackNumber\n    leaseSeconds\n    graceSeconds\n    cooldownSeconds\n    localNumbers\n    active\n    company { id }\n    numbers { id number nationalFormat target }\n  }\n": types.TrackerRowFragmentDoc,
    "\n  query Trackers($companyId: ID!) {\n    trackers(companyId: $companyId, first: 200) { totalCount nodes { ...TrackerRow } }\n  }\n": types.TrackersDocument,
    "\n  mutation CreateTracker($input: CreateTrackerInput!) {\n    createTracker(input: $input) {\n      tracker { ...TrackerRow }\n      userErrors { code message field }\n    }\n  }\n": types.CreateTrackerDocument,
    "\n  mutation UpdateTracker($input: UpdateTrackerInput!) {\n    updateTracker(input: $input) {\n      tracker { ...TrackerRow }\n      userErrors { code message field }\n    }\n  }\n": types.UpdateTrackerDocument,
    "\n  fragment ReportTable on CallReport {\n    rows {\n      start\n      groups { dimension value label }\n      fieldGroups { field { id } value label }\n      values { metric value }\n    }\n    totals { metric value }\n    timeZone\n    currency\n    truncated\n  }\n": types.ReportTableFragmentDoc,
    "\n  query Report(\n    $filter: CallFilter\n    $groupBy: [CallReportDimension!]!\n    $groupByFields: [ID!]!\n    $metrics: [CallReportMetric!]!\n    $attribution: AttributionModel\n    $timeZone: String\n  ) {\n    callReport(\n      filter: $filter\n      groupBy: $groupBy\n      groupByFields: $groupByFields\n      metrics: $metrics\n      attribution: $attribution\n      timeZone: $timeZone\n    ) {\n      ...ReportTable\n    }\n  }\n": types.ReportDocument,
    "\n  query Series(\n    $filter: CallFilter\n    $groupBy: [CallReportDimension!]!\n    $groupByFields: [ID!]!\n    $metrics: [CallReportMetric!]!\n    $attribution: AttributionModel\n    $interval: ReportInterval!\n    $timeZone: String\n  ) {\n    callReport(\n      filter: $filter\n      groupBy: $groupBy\n      groupByFields: $groupByFields\n      metrics: $metrics\n      attribution: $attribution\n      interval: $interval\n      timeZone: $timeZone\n    ) {\n      ...ReportTable\n    }\n  }\n": types.SeriesDocument,
    "\n  query ReportCompanies {\n    companies(first: 100) { nodes { id name timeZone currency } }\n  }\n": types.ReportCompaniesDocument,
    "\n  fragment TagDetail on Tag { id name color company { id name } }\n": types.TagDetailFragmentDoc,
    "\n  query Tags {\n    tags(first: 200) { nodes { ...TagDetail } }\n  }\n": types.TagsDocument,
    "\n  mutation CreateTag($input: CreateTagInput!) {\n    createTag(input: $input) {\n      tag { id }\n      userErrors { code message field }\n    }\n  }\n": types.CreateTagDocument,
    "\n  mutation UpdateTag($input: UpdateTagInput!) {\n    updateTag(input: $input) {\n      tag { id }\n      userErrors { code message field }\n    }\n  }\n": types.UpdateTagDocument,
    "\n  mutation DeleteTag($id: ID!) {\n    deleteTag(input: { id: $id }) {\n      deletedId\n      userErrors { code message field }\n    }\n  }\n": types.DeleteTagDocument,
    "\n  fragment AgentDetail on Agent { id name email active }\n": types.AgentDetailFragmentDoc,
    "\n  query Agents {\n    agents(first: 200) { nodes { ...AgentDetail } }\n  }\n": types.AgentsDocument,
    "\n  mutation CreateAgent($input: CreateAgentInput!) {\n    createAgent(input: $input) {\n      agent { id }\n      userErrors { code message field }\n    }\n  }\n": types.CreateAgentDocument,
    "\n  mutation UpdateAgent($input: UpdateAgentInput!) {\n    updateAgent(input: $input) {\n      agent { id }\n      userErrors { code message field }\n    }\n  }\n": types.UpdateAgentDocument,
    "\n  query CustomFields {\n    customFields(first: 200) { nodes { ...CustomFieldDetail } }\n  }\n": types.CustomFieldsDocument,
    "\n  mutation CreateCustomField($input: CreateCustomFieldInput!) {\n    createCustomField(input: $input) {\n      customField { id }\n      userErrors { code message field }\n    }\n  }\n": types.CreateCustomFieldDocument,
    "\n  mutation UpdateCustomField($input: UpdateCustomFieldInput!) {\n    updateCustomField(input: $input) {\n      customField { id }\n      userErrors { code message field }\n    }\n  }\n": types.UpdateCustomFieldDocument,
    "\n  mutation ArchiveCustomField($input: ArchiveCustomFieldInput!) {\n    archiveCustomField(input: $input) {\n      customField { id }\n      userErrors { code message field }\n    }\n  }\n": types.ArchiveCustomFieldDocument,
    "\n  fragment CompanyDetail on Company {\n    id\n    name\n    timeZone\n    currency\n    country\n    origins\n    consentRequired\n    recordCalls\n    recordingNotice\n    language\n    voicemailGreeting\n    testNumbers\n    createdAt\n  }\n": types.CompanyDetailFragmentDoc,
    "\n  query Companies {\n    companies(first: 200) { nodes { ...CompanyDetail } }\n  }\n": types.CompaniesDocument,
    "\n  query Voices {\n    integrations { id languages }\n  }\n": types.VoicesDocument,
    "\n  mutation CreateCompany($input: CreateCompanyInput!) {\n    createCompany(input: $input) {\n      company { id }\n      userErrors { code message field }\n    }\n  }\n": types.CreateCompanyDocument,
    "\n  mutation UpdateCompany($input: UpdateCompanyInput!) {\n    updateCompany(input: $input) {\n      company { id }\n      userErrors { code message field }\n    }\n  }\n": types.UpdateCompanyDocument,
    "\n  query CompanyNames {\n    companies(first: 200) { nodes { id name } }\n  }\n": types.CompanyNamesDocument,
    "\n  query ApiKeys {\n    apiKeys(first: 100) { nodes { id name prefix scopes companies { id name } createdAt revokedAt } }\n  }\n": types.ApiKeysDocument,
    "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      apiKey { id }\n      key\n      userErrors { code message field }\n    }\n  }\n": types.CreateApiKeyDocument,
    "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(input: { id: $id }) {\n      apiKey { id revokedAt }\n      userErrors { code message field }\n    }\n  }\n": types.RevokeApiKeyDocument,
    "\n  query UnmatchedEvents($after: String) {\n    unmatchedEvents(first: 30, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      edges {\n        cursor\n        node { carrier callback receivedAt state reason params }\n      }\n    }\n  }\n": types.UnmatchedEventsDocument,
    "\n  query AuditEntries($after: String) {\n    auditEntries(first: 30, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      edges {\n        cursor\n        node { at kind detail actor { kind name } }\n      }\n    }\n  }\n": types.AuditEntriesDocument,
    "\n  fragment CriterionDetail on ScoreCriterion {\n    id\n    name\n    points\n    filter\n    filterText\n    enabled\n    company { id name }\n  }\n": types.CriterionDetailFragmentDoc,
    "\n  query ScoreCriteria {\n    scoreCriteria(first: 100) { nodes { ...CriterionDetail } }\n  }\n": types.ScoreCriteriaDocument,
    "\n  mutation CreateScoreCriterion($input: CreateScoreCriterionInput!) {\n    createScoreCriterion(input: $input) {\n      scoreCriterion { id }\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n": types.CreateScoreCriterionDocument,
    "\n  mutation UpdateScoreCriterion($input: UpdateScoreCriterionInput!) {\n    updateScoreCriterion(input: $input) {\n      scoreCriterion { id }\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n": types.UpdateScoreCriterionDocument,
    "\n  mutation DeleteScoreCriterion($id: ID!) {\n    deleteScoreCriterion(input: { id: $id }) {\n      deletedId\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n": types.DeleteScoreCriterionDocument,
    "\n  mutation RescoreCalls {\n    rescoreCalls(input: {}) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n": types.RescoreCallsDocument,
    "\n  query FilterLists {\n    companies(first: 200) { nodes { id name } }\n    trackers(first: 200) { nodes { id name } }\n    tags(first: 200) { nodes { id name } }\n    agents(first: 200) { nodes { id name } }\n  }\n": types.FilterListsDocument,
    "\n  fragment VisitorRow on Visitor {\n    id\n    name\n    email\n    company { id name }\n    lastSeenAt\n    visitCount\n    lastTouch { source medium campaign landingPage }\n    sessions(first: 1) {\n      id\n      channel\n      device\n      country\n      leases { number { nationalFormat } current overflow }\n    }\n    calls { id }\n  }\n": types.VisitorRowFragmentDoc,
    "\n  query Visitors($filter: VisitorFilter, $after: String) {\n    visitors(filter: $filter, first: 40, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      nodes { ...VisitorRow }\n    }\n  }\n": types.VisitorsDocument,
    "\n  query NewestVisitors($filter: VisitorFilter) {\n    visitors(filter: $filter, first: 40) {\n      nodes { ...VisitorRow }\n    }\n  }\n": types.NewestVisitorsDocument,
    "\n  query VisitorCompanies {\n    companies(first: 100) { nodes { id name } }\n  }\n": types.VisitorCompaniesDocument,
    "\n  fragment VisitorTouch on Touch {\n    at\n    source\n    medium\n    campaign\n    landingPage\n  }\n": types.VisitorTouchFragmentDoc,
    "\n  fragment VisitorVisit on WebSession {\n    id\n    startedAt\n    lastSeenAt\n    landingPage\n    referrer\n    source\n    medium\n    campaign\n    keyword\n    term\n    content\n    adGroup\n    matchType\n    channel\n    channelReason\n    adClicks { name clickId at }\n    gaClientId\n    gaSessionId\n    device\n    country\n    consent { adUserData adPersonalization analytics }\n    pages { at page }\n    numberClicks { at number page }\n    leases { number { number nationalFormat } tracker { id name } overflow current shownAt expiresAt }\n    calls { id startedAt outcome status callerName callerNumber withheld caller { name nationalFormat } }\n  }\n": types.VisitorVisitFragmentDoc,
    "\n  query Visitor($id: ID!) {\n    visitor(id: $id) {\n      id\n      name\n      email\n      phone\n      externalId\n      company { id name timeZone }\n      firstSeenAt\n      lastSeenAt\n      visitCount\n      firstTouch { ...VisitorTouch }\n      lastTouch { ...VisitorTouch }\n      adClicks { name clickId at }\n      calls {\n        id\n        startedAt\n        status\n        outcome\n        callerName\n        callerNumber\n        withheld\n        caller { name nationalFormat }\n      }\n      sessions { ...VisitorVisit }\n    }\n  }\n": types.VisitorDocument,
    "\n  fragment AttemptLog on Attempt {\n    number\n    at\n    status\n    error\n    exchanges { at request status response error }\n  }\n": types.AttemptLogFragmentDoc,
    "\n  fragment BriefCall on Call {\n    id\n    startedAt\n    callerName\n    callerNumber\n    withheld\n    source\n    medium\n    caller { id name nationalFormat }\n  }\n": types.BriefCallFragmentDoc,
    "\n  fragment CustomFieldDetail on CustomField {\n    id\n    subject\n    key\n    name\n    kind\n    choices\n    archived\n    company { id name }\n  }\n": types.CustomFieldDetailFragmentDoc,
    "\n  fragment CustomValue on CustomFieldValue {\n    field { id key name kind }\n    text\n    number\n    checkbox\n  }\n": types.CustomValueFragmentDoc,
    "\n  fragment DeliveryEntry on Delivery {\n    id\n    state\n    reason\n    intent\n    revision\n    vendorId\n    vendorUrl\n    dueAt\n    acceptedAt\n    confirmedAt\n    changedAt\n    action { id title integration { id name } }\n    linkedAccount { id label }\n    automation { id name }\n    attempts { ...AttemptLog }\n  }\n": types.DeliveryEntryFragmentDoc,
    "\n  fragment FormField on FormField {\n    name\n    label\n    help\n    kind\n    required\n    choices { value label }\n    defaultValue\n    placeholder\n    template\n  }\n": types.FormFieldFragmentDoc,
    "\n  query LeadChoices {\n    agents(first: 200) { nodes { id name active } }\n    customFields(first: 200) { nodes { ...CustomFieldDetail } }\n  }\n": types.LeadChoicesDocument,
    "\n  mutation RetryDelivery($id: ID!) {\n    retryDelivery(input: { id: $id }) {\n      delivery { id state reason }\n      userErrors { code message field }\n    }\n  }\n": types.RetryDeliveryDocument,
    "\n  mutation CancelRun($id: ID!) {\n    cancelRun(input: { id: $id }) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n": types.CancelRunDocument,
    "\n  fragment RunProgress on Run { id kind state total done reason result }\n": types.RunProgressFragmentDoc,
    "\n  query RunAsItStands($id: ID!) {\n    run(id: $id) { ...RunProgress }\n  }\n": types.RunAsItStandsDocument,
    "\n  subscription RunWentOn($id: ID!) {\n    runChanged(id: $id) { cursor run { ...RunProgress } }\n  }\n": types.RunWentOnDocument,
    "\n  query Viewer {\n    viewer {\n      account { id name }\n      apiKey { id name prefix scopes companies { id name } }\n    }\n    callFields { ...CallFieldDetail }\n    callMetrics { ...CallMetricDetail }\n  }\n": types.ViewerDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CallFieldDetail on CallField {\n    name\n    label\n    group\n    kind\n    description\n    unit\n    example\n    optional\n    words { value label description }\n    type\n    operators\n    templateType\n    dimension\n    multiple\n    ofTouch\n    customField { id subject key kind company { id } }\n  }\n"): (typeof documents)["\n  fragment CallFieldDetail on CallField {\n    name\n    label\n    group\n    kind\n    description\n    unit\n    example\n    optional\n    words { value label description }\n    type\n    operators\n    templateType\n    dimension\n    multiple\n    ofTouch\n    customField { id subject key kind company { id } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CallMetricDetail on CallMetric {\n    name\n    label\n    description\n    unit\n    additive\n    shareable\n  }\n"): (typeof documents)["\n  fragment CallMetricDetail on CallMetric {\n    name\n    label\n    description\n    unit\n    additive\n    shareable\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TriedDelivery on DryRunDelivery {\n    linkedAccount { id label }\n    action { id title integration { id name } }\n    skipped\n    request\n  }\n"): (typeof documents)["\n  fragment TriedDelivery on DryRunDelivery {\n    linkedAccount { id label }\n    action { id title integration { id name } }\n    skipped\n    request\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DryRunFindings on DryRun {\n    woken\n    matched\n    sent\n    against\n    targets { count linkedAccount { id label } action { id title integration { id name } } }\n    skipped { reason count }\n    tooLate { reason count }\n    samples { reason call { ...BriefCall } deliveries { ...TriedDelivery } }\n    unmatched { reason call { ...BriefCall } }\n    added { count calls { ...BriefCall } }\n    removed { count calls { ...BriefCall } }\n    changed { count calls { ...BriefCall } }\n  }\n"): (typeof documents)["\n  fragment DryRunFindings on DryRun {\n    woken\n    matched\n    sent\n    against\n    targets { count linkedAccount { id label } action { id title integration { id name } } }\n    skipped { reason count }\n    tooLate { reason count }\n    samples { reason call { ...BriefCall } deliveries { ...TriedDelivery } }\n    unmatched { reason call { ...BriefCall } }\n    added { count calls { ...BriefCall } }\n    removed { count calls { ...BriefCall } }\n    changed { count calls { ...BriefCall } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartDryRun($input: AutomationDryRunInput!) {\n    automationDryRun(input: $input) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation StartDryRun($input: AutomationDryRunInput!) {\n    automationDryRun(input: $input) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DryRunResult($id: ID!) {\n    run(id: $id) { id dryRun { ...DryRunFindings } }\n  }\n"): (typeof documents)["\n  query DryRunResult($id: ID!) {\n    run(id: $id) { id dryRun { ...DryRunFindings } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Backfill($input: BackfillAutomationInput!) {\n    backfillAutomation(input: $input) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation Backfill($input: BackfillAutomationInput!) {\n    backfillAutomation(input: $input) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FittingCalls($filter: CallFilter!, $every: CallFilter!) {\n    matching: calls(filter: $filter, first: 3) {\n      totalCount\n      nodes { ...BriefCall }\n    }\n    every: calls(filter: $every, first: 1) { totalCount }\n  }\n"): (typeof documents)["\n  query FittingCalls($filter: CallFilter!, $every: CallFilter!) {\n    matching: calls(filter: $filter, first: 3) {\n      totalCount\n      nodes { ...BriefCall }\n    }\n    every: calls(filter: $every, first: 1) { totalCount }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Automations($after: String) {\n    automations(first: 50, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      nodes {\n        id\n        name\n        enabled\n        version\n        triggerText\n        filterText\n        company { id name }\n        actions { kind title linkedAccount { id label state } }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Automations($after: String) {\n    automations(first: 50, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      nodes {\n        id\n        name\n        enabled\n        version\n        triggerText\n        filterText\n        company { id name }\n        actions { kind title linkedAccount { id label state } }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AutomationDetail on Automation {\n    id\n    name\n    enabled\n    version\n    trigger\n    triggerSettings { given }\n    filter\n    company { id name }\n    actions { kind title settings linkedAccount { id } }\n    versions {\n      version\n      triggerText\n      filterText\n      actions { kind title }\n      difference\n      author { name }\n      createdAt\n    }\n  }\n"): (typeof documents)["\n  fragment AutomationDetail on Automation {\n    id\n    name\n    enabled\n    version\n    trigger\n    triggerSettings { given }\n    filter\n    company { id name }\n    actions { kind title settings linkedAccount { id } }\n    versions {\n      version\n      triggerText\n      filterText\n      actions { kind title }\n      difference\n      author { name }\n      createdAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Automation($id: ID!) {\n    automation(id: $id) { ...AutomationDetail }\n  }\n"): (typeof documents)["\n  query Automation($id: ID!) {\n    automation(id: $id) { ...AutomationDetail }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AutomationChoices {\n    automationTriggers { name label description fields { ...FormField } }\n    automationActions { name label group description settings fields { ...FormField } }\n    companies(first: 100) { nodes { id name currency } }\n    trackers(first: 100) { nodes { id name } }\n    tags(first: 100) { nodes { id name } }\n    agents(first: 100) { nodes { id name active } }\n    linkedAccounts(first: 100) {\n      nodes {\n        id\n        label\n        state\n        integration {\n          id\n          name\n          actions { id title description fields { ...FormField } }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query AutomationChoices {\n    automationTriggers { name label description fields { ...FormField } }\n    automationActions { name label group description settings fields { ...FormField } }\n    companies(first: 100) { nodes { id name currency } }\n    trackers(first: 100) { nodes { id name } }\n    tags(first: 100) { nodes { id name } }\n    agents(first: 100) { nodes { id name active } }\n    linkedAccounts(first: 100) {\n      nodes {\n        id\n        label\n        state\n        integration {\n          id\n          name\n          actions { id title description fields { ...FormField } }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateAutomation($input: CreateAutomationInput!) {\n    createAutomation(input: $input) {\n      automation { ...AutomationDetail }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateAutomation($input: CreateAutomationInput!) {\n    createAutomation(input: $input) {\n      automation { ...AutomationDetail }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateAutomation($input: UpdateAutomationInput!) {\n    updateAutomation(input: $input) {\n      automation { ...AutomationDetail }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateAutomation($input: UpdateAutomationInput!) {\n    updateAutomation(input: $input) {\n      automation { ...AutomationDetail }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ActionPreview($callId: ID!, $linkedAccountId: ID!, $action: String!, $settings: JSONObject!) {\n    templatePreview(\n      input: { callId: $callId, linkedAccountId: $linkedAccountId, action: $action, settings: $settings }\n    ) {\n      name\n      value\n      error\n    }\n    deliveryEligibility(\n      callId: $callId\n      linkedAccountId: $linkedAccountId\n      action: $action\n      settings: $settings\n    ) {\n      eligible\n      reason\n      delivery { id state }\n    }\n  }\n"): (typeof documents)["\n  query ActionPreview($callId: ID!, $linkedAccountId: ID!, $action: String!, $settings: JSONObject!) {\n    templatePreview(\n      input: { callId: $callId, linkedAccountId: $linkedAccountId, action: $action, settings: $settings }\n    ) {\n      name\n      value\n      error\n    }\n    deliveryEligibility(\n      callId: $callId\n      linkedAccountId: $linkedAccountId\n      action: $action\n      settings: $settings\n    ) {\n      eligible\n      reason\n      delivery { id state }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PreviewCalls($filter: CallFilter) {\n    calls(filter: $filter, first: 20) {\n      nodes { ...BriefCall }\n    }\n  }\n"): (typeof documents)["\n  query PreviewCalls($filter: CallFilter) {\n    calls(filter: $filter, first: 20) {\n      nodes { ...BriefCall }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CallOrigin on Call {\n    overflow\n    caller {\n      id\n      firstTouch { at source medium campaign keyword landingPage }\n    }\n    attribution {\n      confidence\n      reason\n      evidence { kind text shownAt expiresAt weight session { id } }\n      candidates { ...Visit }\n    }\n  }\n"): (typeof documents)["\n  fragment CallOrigin on Call {\n    overflow\n    caller {\n      id\n      firstTouch { at source medium campaign keyword landingPage }\n    }\n    attribution {\n      confidence\n      reason\n      evidence { kind text shownAt expiresAt weight session { id } }\n      candidates { ...Visit }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResolveAttribution($input: ResolveAttributionInput!) {\n    resolveAttribution(input: $input) {\n      call { id version ...CallOrigin session { ...Visit } source medium campaign keyword }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation ResolveAttribution($input: ResolveAttributionInput!) {\n    resolveAttribution(input: $input) {\n      call { id version ...CallOrigin session { ...Visit } source medium campaign keyword }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment NoteEntry on Note {\n    id\n    text\n    createdAt\n    changedAt\n    author { name }\n    versions { version text at author { name } }\n  }\n"): (typeof documents)["\n  fragment NoteEntry on Note {\n    id\n    text\n    createdAt\n    changedAt\n    author { name }\n    versions { version text at author { name } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CallLead on Call {\n    test\n    score\n    scoreReasons { name points criterion { id } }\n    assignee { id name }\n    customFields { ...CustomValue }\n    notes(deleted: true) { ...NoteEntry }\n    history {\n      label\n      callVersion\n      field\n      before\n      after\n      at\n      author { kind name automation { id } }\n    }\n    transcript { text language createdAt }\n    crmOutcomes { id stage leadStatus value { amount currency } externalId at }\n  }\n"): (typeof documents)["\n  fragment CallLead on Call {\n    test\n    score\n    scoreReasons { name points criterion { id } }\n    assignee { id name }\n    customFields { ...CustomValue }\n    notes(deleted: true) { ...NoteEntry }\n    history {\n      label\n      callVersion\n      field\n      before\n      after\n      at\n      author { kind name automation { id } }\n    }\n    transcript { text language createdAt }\n    crmOutcomes { id stage leadStatus value { amount currency } externalId at }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateCall($input: UpdateCallInput!) {\n    updateCall(input: $input) {\n      call { id version leadStatus value { amount currency } }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateCall($input: UpdateCallInput!) {\n    updateCall(input: $input) {\n      call { id version leadStatus value { amount currency } }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AssignCall($input: AssignCallInput!) {\n    assignCall(input: $input) {\n      call { id version assignee { id name } }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation AssignCall($input: AssignCallInput!) {\n    assignCall(input: $input) {\n      call { id version assignee { id name } }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddNote($input: AddNoteInput!) {\n    addNote(input: $input) {\n      call { id version }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation AddNote($input: AddNoteInput!) {\n    addNote(input: $input) {\n      call { id version }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateNote($input: UpdateNoteInput!) {\n    updateNote(input: $input) {\n      call { id version }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateNote($input: UpdateNoteInput!) {\n    updateNote(input: $input) {\n      call { id version }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteNote($id: ID!) {\n    deleteNote(input: { id: $id }) {\n      call { id version }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteNote($id: ID!) {\n    deleteNote(input: { id: $id }) {\n      call { id version }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetCustomFields($input: SetCustomFieldsInput!) {\n    setCustomFields(input: $input) {\n      call { id version }\n      caller { id }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation SetCustomFields($input: SetCustomFieldsInput!) {\n    setCustomFields(input: $input) {\n      call { id version }\n      caller { id }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateCaller($input: UpdateCallerInput!) {\n    updateCaller(input: $input) {\n      caller { id email }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateCaller($input: UpdateCallerInput!) {\n    updateCaller(input: $input) {\n      caller { id email }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Call($id: ID!) {\n    call(id: $id) {\n      id\n      version\n      direction\n      status\n      outcome\n      startedAt\n      ringAt\n      answeredAt\n      endedAt\n      ringSeconds\n      talkSeconds\n      durationSeconds\n      company { id name timeZone currency }\n      caller {\n        id\n        nationalFormat\n        name\n        email\n        country\n        region\n        city\n        firstCallAt\n        callCount\n        customFields { ...CustomValue }\n      }\n      callerNumber\n      callerName\n      withheld\n      firstTime\n      country\n      region\n      city\n      trackingNumber\n      number { id nationalFormat }\n      tracker { id name kind }\n      destination\n      source\n      medium\n      campaign\n      keyword\n      landingPage\n      referrer\n      ...CallOrigin\n      session { ...Visit visitor { id } }\n      tags { id name color }\n      leadStatus\n      value { amount currency }\n      ...CallLead\n      recording { url seconds voicemail }\n      legs { key destination status endReason ringAt answerAt endAt talkSeconds }\n      decisions { automation { id name } automationVersion callVersion trigger triggerText matched reason at }\n      deliveries { ...DeliveryEntry }\n      timeline { at kind text cursor }\n    }\n    changeCursor\n  }\n"): (typeof documents)["\n  query Call($id: ID!) {\n    call(id: $id) {\n      id\n      version\n      direction\n      status\n      outcome\n      startedAt\n      ringAt\n      answeredAt\n      endedAt\n      ringSeconds\n      talkSeconds\n      durationSeconds\n      company { id name timeZone currency }\n      caller {\n        id\n        nationalFormat\n        name\n        email\n        country\n        region\n        city\n        firstCallAt\n        callCount\n        customFields { ...CustomValue }\n      }\n      callerNumber\n      callerName\n      withheld\n      firstTime\n      country\n      region\n      city\n      trackingNumber\n      number { id nationalFormat }\n      tracker { id name kind }\n      destination\n      source\n      medium\n      campaign\n      keyword\n      landingPage\n      referrer\n      ...CallOrigin\n      session { ...Visit visitor { id } }\n      tags { id name color }\n      leadStatus\n      value { amount currency }\n      ...CallLead\n      recording { url seconds voicemail }\n      legs { key destination status endReason ringAt answerAt endAt talkSeconds }\n      decisions { automation { id name } automationVersion callVersion trigger triggerText matched reason at }\n      deliveries { ...DeliveryEntry }\n      timeline { at kind text cursor }\n    }\n    changeCursor\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription CallTick($after: String) {\n    callChanged(after: $after) { cursor call { id } }\n  }\n"): (typeof documents)["\n  subscription CallTick($after: String) {\n    callChanged(after: $after) { cursor call { id } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription DeliveryTick($after: String) {\n    deliveryChanged(after: $after) { cursor delivery { id call { id } } }\n  }\n"): (typeof documents)["\n  subscription DeliveryTick($after: String) {\n    deliveryChanged(after: $after) { cursor delivery { id call { id } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TagCall($input: TagCallsInput!) {\n    tagCalls(input: $input) {\n      calls { id version tags { id name color } }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation TagCall($input: TagCallsInput!) {\n    tagCalls(input: $input) {\n      calls { id version tags { id name color } }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UntagCall($input: UntagCallsInput!) {\n    untagCalls(input: $input) {\n      calls { id version tags { id name color } }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UntagCall($input: UntagCallsInput!) {\n    untagCalls(input: $input) {\n      calls { id version tags { id name color } }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TagChoices {\n    tags(first: 200) { nodes { id name color company { id } } }\n  }\n"): (typeof documents)["\n  query TagChoices {\n    tags(first: 200) { nodes { id name color company { id } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Visit on WebSession {\n    id\n    startedAt\n    lastSeenAt\n    landingPage\n    referrer\n    source\n    medium\n    campaign\n    keyword\n    adGroup\n    matchType\n    channel\n    channelReason\n    content\n    adClicks { name clickId }\n    gaClientId\n    device\n    country\n    pages { at page }\n    numberClicks { at number page }\n    userAgent\n    consent { adUserData adPersonalization analytics }\n  }\n"): (typeof documents)["\n  fragment Visit on WebSession {\n    id\n    startedAt\n    lastSeenAt\n    landingPage\n    referrer\n    source\n    medium\n    campaign\n    keyword\n    adGroup\n    matchType\n    channel\n    channelReason\n    content\n    adClicks { name clickId }\n    gaClientId\n    device\n    country\n    pages { at page }\n    numberClicks { at number page }\n    userAgent\n    consent { adUserData adPersonalization analytics }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CallRow on Call {\n    id\n    version\n    status\n    outcome\n    startedAt\n    ringAt\n    answeredAt\n    durationSeconds\n    talkSeconds\n    company { id name timeZone }\n    caller { id nationalFormat name }\n    callerNumber\n    callerName\n    withheld\n    firstTime\n    city\n    region\n    trackingNumber\n    number { id nationalFormat }\n    tracker { id name }\n    source\n    medium\n    campaign\n    attribution { confidence reason }\n    tags { id name color }\n    test\n    score\n    assignee { id name }\n    customFields { field { id key kind } text }\n    leadStatus\n    value { amount currency }\n    recording { seconds voicemail }\n    deliveries { id state action { id title } }\n  }\n"): (typeof documents)["\n  fragment CallRow on Call {\n    id\n    version\n    status\n    outcome\n    startedAt\n    ringAt\n    answeredAt\n    durationSeconds\n    talkSeconds\n    company { id name timeZone }\n    caller { id nationalFormat name }\n    callerNumber\n    callerName\n    withheld\n    firstTime\n    city\n    region\n    trackingNumber\n    number { id nationalFormat }\n    tracker { id name }\n    source\n    medium\n    campaign\n    attribution { confidence reason }\n    tags { id name color }\n    test\n    score\n    assignee { id name }\n    customFields { field { id key kind } text }\n    leadStatus\n    value { amount currency }\n    recording { seconds voicemail }\n    deliveries { id state action { id title } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Calls($filter: CallFilter, $after: String) {\n    calls(filter: $filter, orderBy: { field: STARTED_AT, direction: DESC }, first: 50, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      nodes { ...CallRow }\n    }\n    changeCursor\n  }\n"): (typeof documents)["\n  query Calls($filter: CallFilter, $after: String) {\n    calls(filter: $filter, orderBy: { field: STARTED_AT, direction: DESC }, first: 50, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      nodes { ...CallRow }\n    }\n    changeCursor\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription CallRowChanged($filter: CallFilter, $after: String) {\n    callChanged(filter: $filter, after: $after) {\n      cursor\n      kind\n      call { ...CallRow }\n    }\n  }\n"): (typeof documents)["\n  subscription CallRowChanged($filter: CallFilter, $after: String) {\n    callChanged(filter: $filter, after: $after) {\n      cursor\n      kind\n      call { ...CallRow }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription DeliveryDotChanged($after: String) {\n    deliveryChanged(after: $after) {\n      cursor\n      delivery { id state action { id title } call { id } }\n    }\n  }\n"): (typeof documents)["\n  subscription DeliveryDotChanged($after: String) {\n    deliveryChanged(after: $after) {\n      cursor\n      delivery { id state action { id title } call { id } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FilterOptions {\n    trackers(first: 100) { nodes { id name company { id } } }\n    tags(first: 200) { nodes { id name color } }\n    companies(first: 100) { nodes { id name } }\n    callReport(groupBy: [SOURCE], metrics: [CALLS], timeZone: \"UTC\") {\n      rows { groups { value label } }\n    }\n  }\n"): (typeof documents)["\n  query FilterOptions {\n    trackers(first: 100) { nodes { id name company { id } } }\n    tags(first: 200) { nodes { id name color } }\n    companies(first: 100) { nodes { id name } }\n    callReport(groupBy: [SOURCE], metrics: [CALLS], timeZone: \"UTC\") {\n      rows { groups { value label } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Figures($today: CallFilter!, $before: CallFilter!, $timeZone: String!) {\n    today: callReport(\n      filter: $today\n      groupBy: [OUTCOME]\n      metrics: [CALLS, ANSWERED, MISSED, FIRST_TIME, AVERAGE_TALK_SECONDS]\n      timeZone: $timeZone\n    ) {\n      totals { metric value }\n    }\n    before: callReport(\n      filter: $before\n      groupBy: [OUTCOME]\n      metrics: [CALLS, ANSWERED, MISSED, FIRST_TIME, AVERAGE_TALK_SECONDS]\n      timeZone: $timeZone\n    ) {\n      totals { metric value }\n    }\n  }\n"): (typeof documents)["\n  query Figures($today: CallFilter!, $before: CallFilter!, $timeZone: String!) {\n    today: callReport(\n      filter: $today\n      groupBy: [OUTCOME]\n      metrics: [CALLS, ANSWERED, MISSED, FIRST_TIME, AVERAGE_TALK_SECONDS]\n      timeZone: $timeZone\n    ) {\n      totals { metric value }\n    }\n    before: callReport(\n      filter: $before\n      groupBy: [OUTCOME]\n      metrics: [CALLS, ANSWERED, MISSED, FIRST_TIME, AVERAGE_TALK_SECONDS]\n      timeZone: $timeZone\n    ) {\n      totals { metric value }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TagMany($input: TagCallsInput!) {\n    tagCalls(input: $input) {\n      calls { id version }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation TagMany($input: TagCallsInput!) {\n    tagCalls(input: $input) {\n      calls { id version }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UntagMany($input: UntagCallsInput!) {\n    untagCalls(input: $input) {\n      calls { id version }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UntagMany($input: UntagCallsInput!) {\n    untagCalls(input: $input) {\n      calls { id version }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TagFound($input: TagCallsByFilterInput!) {\n    tagCallsByFilter(input: $input) {\n      found\n      changed\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation TagFound($input: TagCallsByFilterInput!) {\n    tagCallsByFilter(input: $input) {\n      found\n      changed\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ConversionRow on ConversionReportRow {\n    linkedAccount { id label }\n    action { id title importFile integration { id name } }\n    target\n    day\n    sent\n    accepted\n    confirmed\n    rejected { reason count }\n    skipped { reason count }\n    retracted\n    waiting\n    values { amount currency }\n  }\n"): (typeof documents)["\n  fragment ConversionRow on ConversionReportRow {\n    linkedAccount { id label }\n    action { id title importFile integration { id name } }\n    target\n    day\n    sent\n    accepted\n    confirmed\n    rejected { reason count }\n    skipped { reason count }\n    retracted\n    waiting\n    values { amount currency }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ConversionReport($from: String!, $to: String!, $linkedAccountId: ID) {\n    conversionReport(from: $from, to: $to, linkedAccountId: $linkedAccountId) { ...ConversionRow }\n    changeCursor\n  }\n"): (typeof documents)["\n  query ConversionReport($from: String!, $to: String!, $linkedAccountId: ID) {\n    conversionReport(from: $from, to: $to, linkedAccountId: $linkedAccountId) { ...ConversionRow }\n    changeCursor\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription DeliveryMoved($after: String) {\n    deliveryChanged(after: $after) { cursor delivery { id } }\n  }\n"): (typeof documents)["\n  subscription DeliveryMoved($after: String) {\n    deliveryChanged(after: $after) { cursor delivery { id } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ManualImport($from: String!, $to: String!, $linkedAccountId: ID!, $actionId: String!, $after: String) {\n    manualImport(from: $from, to: $to, linkedAccountId: $linkedAccountId, actionId: $actionId, after: $after) {\n      fileName\n      content\n      next\n    }\n  }\n"): (typeof documents)["\n  query ManualImport($from: String!, $to: String!, $linkedAccountId: ID!, $actionId: String!, $after: String) {\n    manualImport(from: $from, to: $to, linkedAccountId: $linkedAccountId, actionId: $actionId, after: $after) {\n      fileName\n      content\n      next\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeliveryRow on Delivery {\n    ...DeliveryEntry\n    call { id callerName callerNumber withheld caller { id name nationalFormat } }\n  }\n"): (typeof documents)["\n  fragment DeliveryRow on Delivery {\n    ...DeliveryEntry\n    call { id callerName callerNumber withheld caller { id name nationalFormat } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Deliveries($filter: DeliveryFilter, $after: String) {\n    deliveries(filter: $filter, first: 40, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      nodes { ...DeliveryRow }\n    }\n    changeCursor\n  }\n"): (typeof documents)["\n  query Deliveries($filter: DeliveryFilter, $after: String) {\n    deliveries(filter: $filter, first: 40, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      nodes { ...DeliveryRow }\n    }\n    changeCursor\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription DeliveryRowChanged($after: String) {\n    deliveryChanged(after: $after) { cursor delivery { ...DeliveryRow } }\n  }\n"): (typeof documents)["\n  subscription DeliveryRowChanged($after: String) {\n    deliveryChanged(after: $after) { cursor delivery { ...DeliveryRow } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliveryLinkedAccounts {\n    linkedAccounts(first: 100) { nodes { id label integration { id name actions { id } } } }\n  }\n"): (typeof documents)["\n  query DeliveryLinkedAccounts {\n    linkedAccounts(first: 100) { nodes { id label integration { id name actions { id } } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplayDeliveries($input: ReplayDeliveriesInput!) {\n    replayDeliveries(input: $input) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation ReplayDeliveries($input: ReplayDeliveriesInput!) {\n    replayDeliveries(input: $input) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment IntegrationCard on Integration {\n    id\n    name\n    description\n    auth\n    carrier\n    actions { id title description fields { ...FormField } }\n    settingsFields { ...FormField }\n    secretFields { ...FormField }\n  }\n"): (typeof documents)["\n  fragment IntegrationCard on Integration {\n    id\n    name\n    description\n    auth\n    carrier\n    actions { id title description fields { ...FormField } }\n    settingsFields { ...FormField }\n    secretFields { ...FormField }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LinkedAccountRow on LinkedAccount {\n    id\n    label\n    externalId\n    state\n    reason\n    settings\n    createdAt\n    health { state failures pausedUntil reason }\n    integration { id name auth }\n  }\n"): (typeof documents)["\n  fragment LinkedAccountRow on LinkedAccount {\n    id\n    label\n    externalId\n    state\n    reason\n    settings\n    createdAt\n    health { state failures pausedUntil reason }\n    integration { id name auth }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Integrations {\n    integrations { ...IntegrationCard }\n    linkedAccounts(first: 100) { nodes { ...LinkedAccountRow } }\n    viewer { account { id alertSettings alertLinkedAccount { id label state } } }\n    changeCursor\n  }\n"): (typeof documents)["\n  query Integrations {\n    integrations { ...IntegrationCard }\n    linkedAccounts(first: 100) { nodes { ...LinkedAccountRow } }\n    viewer { account { id alertSettings alertLinkedAccount { id label state } } }\n    changeCursor\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConnectIntegration($input: ConnectIntegrationInput!) {\n    connectIntegration(input: $input) {\n      linkedAccount { ...LinkedAccountRow }\n      authorizeUrl\n      finishToken\n      renewed\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation ConnectIntegration($input: ConnectIntegrationInput!) {\n    connectIntegration(input: $input) {\n      linkedAccount { ...LinkedAccountRow }\n      authorizeUrl\n      finishToken\n      renewed\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FinishIntegrationSignIn($input: FinishIntegrationSignInInput!) {\n    finishIntegrationSignIn(input: $input) {\n      linkedAccount { ...LinkedAccountRow }\n      renewed\n      returnTo\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation FinishIntegrationSignIn($input: FinishIntegrationSignInInput!) {\n    finishIntegrationSignIn(input: $input) {\n      linkedAccount { ...LinkedAccountRow }\n      renewed\n      returnTo\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DisconnectIntegration($id: ID!) {\n    disconnectIntegration(input: { linkedAccountId: $id }) {\n      linkedAccount { ...LinkedAccountRow }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation DisconnectIntegration($id: ID!) {\n    disconnectIntegration(input: { linkedAccountId: $id }) {\n      linkedAccount { ...LinkedAccountRow }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription SetupTick($after: String) {\n    changes(after: $after) { cursor kind }\n  }\n"): (typeof documents)["\n  subscription SetupTick($after: String) {\n    changes(after: $after) { cursor kind }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetAlertLinkedAccount($input: SetAlertLinkedAccountInput!) {\n    setAlertLinkedAccount(input: $input) {\n      account { id alertSettings alertLinkedAccount { id label state } }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation SetAlertLinkedAccount($input: SetAlertLinkedAccountInput!) {\n    setAlertLinkedAccount(input: $input) {\n      account { id alertSettings alertLinkedAccount { id label state } }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateChannels($input: UpdateCompanyInput!) {\n    updateCompany(input: $input) {\n      company { ...NumbersCompany }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateChannels($input: UpdateCompanyInput!) {\n    updateCompany(input: $input) {\n      company { ...NumbersCompany }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment VisitMatch on TrackerMatch {\n    source\n    medium\n    campaign\n    channel\n    channelReason\n    numbers { number tracker { id name kind numbers { id nationalFormat } } }\n    considered { tracker { id name kind } level fits reason }\n  }\n"): (typeof documents)["\n  fragment VisitMatch on TrackerMatch {\n    source\n    medium\n    campaign\n    channel\n    channelReason\n    numbers { number tracker { id name kind numbers { id nationalFormat } } }\n    considered { tracker { id name kind } level fits reason }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TrackerMatch($url: String!, $referrer: String, $companyId: ID!) {\n    trackerMatch(url: $url, referrer: $referrer, companyId: $companyId) { ...VisitMatch }\n  }\n"): (typeof documents)["\n  query TrackerMatch($url: String!, $referrer: String, $companyId: ID!) {\n    trackerMatch(url: $url, referrer: $referrer, companyId: $companyId) { ...VisitMatch }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PoolForecast($tracker: ID!, $days: Int) {\n    poolForecast(tracker: $tracker, days: $days) {\n      from\n      to\n      visits\n      present\n      sufficient\n      recommended\n      peak\n      callsPerVisit\n      points { numbers served missed ambiguousCalls servedByErlang }\n    }\n  }\n"): (typeof documents)["\n  query PoolForecast($tracker: ID!, $days: Int) {\n    poolForecast(tracker: $tracker, days: $days) {\n      from\n      to\n      visits\n      present\n      sufficient\n      recommended\n      peak\n      callsPerVisit\n      points { numbers served missed ambiguousCalls servedByErlang }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PoolUseRow on PoolUse {\n    numbers\n    held\n    resting\n    free\n  }\n"): (typeof documents)["\n  fragment PoolUseRow on PoolUse {\n    numbers\n    held\n    resting\n    free\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PoolUses($companyId: ID!) {\n    poolUse(companyId: $companyId) { tracker { id } ...PoolUseRow }\n  }\n"): (typeof documents)["\n  query PoolUses($companyId: ID!) {\n    poolUse(companyId: $companyId) { tracker { id } ...PoolUseRow }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment NumbersCompany on Company {\n    id\n    name\n    publicKey\n    origins\n    consentRequired\n    channelRules { host source medium }\n  }\n"): (typeof documents)["\n  fragment NumbersCompany on Company {\n    id\n    name\n    publicKey\n    origins\n    consentRequired\n    channelRules { host source medium }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NumbersCompanies {\n    companies(first: 200) { nodes { ...NumbersCompany } }\n  }\n"): (typeof documents)["\n  query NumbersCompanies {\n    companies(first: 200) { nodes { ...NumbersCompany } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TrackerRow on Tracker {\n    id\n    kind\n    name\n    destination\n    whisper\n    ringSeconds\n    voicemail\n    source\n    medium\n    campaign\n    landingParameter\n    referrerHosts\n    referrerGroup\n    isDefault\n    swapNumbers\n    fallbackNumber\n    leaseSeconds\n    graceSeconds\n    cooldownSeconds\n    localNumbers\n    active\n    company { id }\n    numbers { id number nationalFormat target }\n  }\n"): (typeof documents)["\n  fragment TrackerRow on Tracker {\n    id\n    kind\n    name\n    destination\n    whisper\n    ringSeconds\n    voicemail\n    source\n    medium\n    campaign\n    landingParameter\n    referrerHosts\n    referrerGroup\n    isDefault\n    swapNumbers\n    fallbackNumber\n    leaseSeconds\n    graceSeconds\n    cooldownSeconds\n    localNumbers\n    active\n    company { id }\n    numbers { id number nationalFormat target }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Trackers($companyId: ID!) {\n    trackers(companyId: $companyId, first: 200) { totalCount nodes { ...TrackerRow } }\n  }\n"): (typeof documents)["\n  query Trackers($companyId: ID!) {\n    trackers(companyId: $companyId, first: 200) { totalCount nodes { ...TrackerRow } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateTracker($input: CreateTrackerInput!) {\n    createTracker(input: $input) {\n      tracker { ...TrackerRow }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateTracker($input: CreateTrackerInput!) {\n    createTracker(input: $input) {\n      tracker { ...TrackerRow }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateTracker($input: UpdateTrackerInput!) {\n    updateTracker(input: $input) {\n      tracker { ...TrackerRow }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateTracker($input: UpdateTrackerInput!) {\n    updateTracker(input: $input) {\n      tracker { ...TrackerRow }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ReportTable on CallReport {\n    rows {\n      start\n      groups { dimension value label }\n      fieldGroups { field { id } value label }\n      values { metric value }\n    }\n    totals { metric value }\n    timeZone\n    currency\n    truncated\n  }\n"): (typeof documents)["\n  fragment ReportTable on CallReport {\n    rows {\n      start\n      groups { dimension value label }\n      fieldGroups { field { id } value label }\n      values { metric value }\n    }\n    totals { metric value }\n    timeZone\n    currency\n    truncated\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Report(\n    $filter: CallFilter\n    $groupBy: [CallReportDimension!]!\n    $groupByFields: [ID!]!\n    $metrics: [CallReportMetric!]!\n    $attribution: AttributionModel\n    $timeZone: String\n  ) {\n    callReport(\n      filter: $filter\n      groupBy: $groupBy\n      groupByFields: $groupByFields\n      metrics: $metrics\n      attribution: $attribution\n      timeZone: $timeZone\n    ) {\n      ...ReportTable\n    }\n  }\n"): (typeof documents)["\n  query Report(\n    $filter: CallFilter\n    $groupBy: [CallReportDimension!]!\n    $groupByFields: [ID!]!\n    $metrics: [CallReportMetric!]!\n    $attribution: AttributionModel\n    $timeZone: String\n  ) {\n    callReport(\n      filter: $filter\n      groupBy: $groupBy\n      groupByFields: $groupByFields\n      metrics: $metrics\n      attribution: $attribution\n      timeZone: $timeZone\n    ) {\n      ...ReportTable\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Series(\n    $filter: CallFilter\n    $groupBy: [CallReportDimension!]!\n    $groupByFields: [ID!]!\n    $metrics: [CallReportMetric!]!\n    $attribution: AttributionModel\n    $interval: ReportInterval!\n    $timeZone: String\n  ) {\n    callReport(\n      filter: $filter\n      groupBy: $groupBy\n      groupByFields: $groupByFields\n      metrics: $metrics\n      attribution: $attribution\n      interval: $interval\n      timeZone: $timeZone\n    ) {\n      ...ReportTable\n    }\n  }\n"): (typeof documents)["\n  query Series(\n    $filter: CallFilter\n    $groupBy: [CallReportDimension!]!\n    $groupByFields: [ID!]!\n    $metrics: [CallReportMetric!]!\n    $attribution: AttributionModel\n    $interval: ReportInterval!\n    $timeZone: String\n  ) {\n    callReport(\n      filter: $filter\n      groupBy: $groupBy\n      groupByFields: $groupByFields\n      metrics: $metrics\n      attribution: $attribution\n      interval: $interval\n      timeZone: $timeZone\n    ) {\n      ...ReportTable\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReportCompanies {\n    companies(first: 100) { nodes { id name timeZone currency } }\n  }\n"): (typeof documents)["\n  query ReportCompanies {\n    companies(first: 100) { nodes { id name timeZone currency } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TagDetail on Tag { id name color company { id name } }\n"): (typeof documents)["\n  fragment TagDetail on Tag { id name color company { id name } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Tags {\n    tags(first: 200) { nodes { ...TagDetail } }\n  }\n"): (typeof documents)["\n  query Tags {\n    tags(first: 200) { nodes { ...TagDetail } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateTag($input: CreateTagInput!) {\n    createTag(input: $input) {\n      tag { id }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateTag($input: CreateTagInput!) {\n    createTag(input: $input) {\n      tag { id }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateTag($input: UpdateTagInput!) {\n    updateTag(input: $input) {\n      tag { id }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateTag($input: UpdateTagInput!) {\n    updateTag(input: $input) {\n      tag { id }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteTag($id: ID!) {\n    deleteTag(input: { id: $id }) {\n      deletedId\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteTag($id: ID!) {\n    deleteTag(input: { id: $id }) {\n      deletedId\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AgentDetail on Agent { id name email active }\n"): (typeof documents)["\n  fragment AgentDetail on Agent { id name email active }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Agents {\n    agents(first: 200) { nodes { ...AgentDetail } }\n  }\n"): (typeof documents)["\n  query Agents {\n    agents(first: 200) { nodes { ...AgentDetail } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateAgent($input: CreateAgentInput!) {\n    createAgent(input: $input) {\n      agent { id }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateAgent($input: CreateAgentInput!) {\n    createAgent(input: $input) {\n      agent { id }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateAgent($input: UpdateAgentInput!) {\n    updateAgent(input: $input) {\n      agent { id }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateAgent($input: UpdateAgentInput!) {\n    updateAgent(input: $input) {\n      agent { id }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CustomFields {\n    customFields(first: 200) { nodes { ...CustomFieldDetail } }\n  }\n"): (typeof documents)["\n  query CustomFields {\n    customFields(first: 200) { nodes { ...CustomFieldDetail } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateCustomField($input: CreateCustomFieldInput!) {\n    createCustomField(input: $input) {\n      customField { id }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateCustomField($input: CreateCustomFieldInput!) {\n    createCustomField(input: $input) {\n      customField { id }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateCustomField($input: UpdateCustomFieldInput!) {\n    updateCustomField(input: $input) {\n      customField { id }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateCustomField($input: UpdateCustomFieldInput!) {\n    updateCustomField(input: $input) {\n      customField { id }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ArchiveCustomField($input: ArchiveCustomFieldInput!) {\n    archiveCustomField(input: $input) {\n      customField { id }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation ArchiveCustomField($input: ArchiveCustomFieldInput!) {\n    archiveCustomField(input: $input) {\n      customField { id }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CompanyDetail on Company {\n    id\n    name\n    timeZone\n    currency\n    country\n    origins\n    consentRequired\n    recordCalls\n    recordingNotice\n    language\n    voicemailGreeting\n    testNumbers\n    createdAt\n  }\n"): (typeof documents)["\n  fragment CompanyDetail on Company {\n    id\n    name\n    timeZone\n    currency\n    country\n    origins\n    consentRequired\n    recordCalls\n    recordingNotice\n    language\n    voicemailGreeting\n    testNumbers\n    createdAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Companies {\n    companies(first: 200) { nodes { ...CompanyDetail } }\n  }\n"): (typeof documents)["\n  query Companies {\n    companies(first: 200) { nodes { ...CompanyDetail } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Voices {\n    integrations { id languages }\n  }\n"): (typeof documents)["\n  query Voices {\n    integrations { id languages }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateCompany($input: CreateCompanyInput!) {\n    createCompany(input: $input) {\n      company { id }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateCompany($input: CreateCompanyInput!) {\n    createCompany(input: $input) {\n      company { id }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateCompany($input: UpdateCompanyInput!) {\n    updateCompany(input: $input) {\n      company { id }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateCompany($input: UpdateCompanyInput!) {\n    updateCompany(input: $input) {\n      company { id }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CompanyNames {\n    companies(first: 200) { nodes { id name } }\n  }\n"): (typeof documents)["\n  query CompanyNames {\n    companies(first: 200) { nodes { id name } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApiKeys {\n    apiKeys(first: 100) { nodes { id name prefix scopes companies { id name } createdAt revokedAt } }\n  }\n"): (typeof documents)["\n  query ApiKeys {\n    apiKeys(first: 100) { nodes { id name prefix scopes companies { id name } createdAt revokedAt } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      apiKey { id }\n      key\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      apiKey { id }\n      key\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(input: { id: $id }) {\n      apiKey { id revokedAt }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(input: { id: $id }) {\n      apiKey { id revokedAt }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UnmatchedEvents($after: String) {\n    unmatchedEvents(first: 30, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      edges {\n        cursor\n        node { carrier callback receivedAt state reason params }\n      }\n    }\n  }\n"): (typeof documents)["\n  query UnmatchedEvents($after: String) {\n    unmatchedEvents(first: 30, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      edges {\n        cursor\n        node { carrier callback receivedAt state reason params }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditEntries($after: String) {\n    auditEntries(first: 30, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      edges {\n        cursor\n        node { at kind detail actor { kind name } }\n      }\n    }\n  }\n"): (typeof documents)["\n  query AuditEntries($after: String) {\n    auditEntries(first: 30, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      edges {\n        cursor\n        node { at kind detail actor { kind name } }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CriterionDetail on ScoreCriterion {\n    id\n    name\n    points\n    filter\n    filterText\n    enabled\n    company { id name }\n  }\n"): (typeof documents)["\n  fragment CriterionDetail on ScoreCriterion {\n    id\n    name\n    points\n    filter\n    filterText\n    enabled\n    company { id name }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ScoreCriteria {\n    scoreCriteria(first: 100) { nodes { ...CriterionDetail } }\n  }\n"): (typeof documents)["\n  query ScoreCriteria {\n    scoreCriteria(first: 100) { nodes { ...CriterionDetail } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateScoreCriterion($input: CreateScoreCriterionInput!) {\n    createScoreCriterion(input: $input) {\n      scoreCriterion { id }\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateScoreCriterion($input: CreateScoreCriterionInput!) {\n    createScoreCriterion(input: $input) {\n      scoreCriterion { id }\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateScoreCriterion($input: UpdateScoreCriterionInput!) {\n    updateScoreCriterion(input: $input) {\n      scoreCriterion { id }\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateScoreCriterion($input: UpdateScoreCriterionInput!) {\n    updateScoreCriterion(input: $input) {\n      scoreCriterion { id }\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteScoreCriterion($id: ID!) {\n    deleteScoreCriterion(input: { id: $id }) {\n      deletedId\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteScoreCriterion($id: ID!) {\n    deleteScoreCriterion(input: { id: $id }) {\n      deletedId\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RescoreCalls {\n    rescoreCalls(input: {}) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RescoreCalls {\n    rescoreCalls(input: {}) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FilterLists {\n    companies(first: 200) { nodes { id name } }\n    trackers(first: 200) { nodes { id name } }\n    tags(first: 200) { nodes { id name } }\n    agents(first: 200) { nodes { id name } }\n  }\n"): (typeof documents)["\n  query FilterLists {\n    companies(first: 200) { nodes { id name } }\n    trackers(first: 200) { nodes { id name } }\n    tags(first: 200) { nodes { id name } }\n    agents(first: 200) { nodes { id name } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment VisitorRow on Visitor {\n    id\n    name\n    email\n    company { id name }\n    lastSeenAt\n    visitCount\n    lastTouch { source medium campaign landingPage }\n    sessions(first: 1) {\n      id\n      channel\n      device\n      country\n      leases { number { nationalFormat } current overflow }\n    }\n    calls { id }\n  }\n"): (typeof documents)["\n  fragment VisitorRow on Visitor {\n    id\n    name\n    email\n    company { id name }\n    lastSeenAt\n    visitCount\n    lastTouch { source medium campaign landingPage }\n    sessions(first: 1) {\n      id\n      channel\n      device\n      country\n      leases { number { nationalFormat } current overflow }\n    }\n    calls { id }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Visitors($filter: VisitorFilter, $after: String) {\n    visitors(filter: $filter, first: 40, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      nodes { ...VisitorRow }\n    }\n  }\n"): (typeof documents)["\n  query Visitors($filter: VisitorFilter, $after: String) {\n    visitors(filter: $filter, first: 40, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      nodes { ...VisitorRow }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NewestVisitors($filter: VisitorFilter) {\n    visitors(filter: $filter, first: 40) {\n      nodes { ...VisitorRow }\n    }\n  }\n"): (typeof documents)["\n  query NewestVisitors($filter: VisitorFilter) {\n    visitors(filter: $filter, first: 40) {\n      nodes { ...VisitorRow }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query VisitorCompanies {\n    companies(first: 100) { nodes { id name } }\n  }\n"): (typeof documents)["\n  query VisitorCompanies {\n    companies(first: 100) { nodes { id name } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment VisitorTouch on Touch {\n    at\n    source\n    medium\n    campaign\n    landingPage\n  }\n"): (typeof documents)["\n  fragment VisitorTouch on Touch {\n    at\n    source\n    medium\n    campaign\n    landingPage\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment VisitorVisit on WebSession {\n    id\n    startedAt\n    lastSeenAt\n    landingPage\n    referrer\n    source\n    medium\n    campaign\n    keyword\n    term\n    content\n    adGroup\n    matchType\n    channel\n    channelReason\n    adClicks { name clickId at }\n    gaClientId\n    gaSessionId\n    device\n    country\n    consent { adUserData adPersonalization analytics }\n    pages { at page }\n    numberClicks { at number page }\n    leases { number { number nationalFormat } tracker { id name } overflow current shownAt expiresAt }\n    calls { id startedAt outcome status callerName callerNumber withheld caller { name nationalFormat } }\n  }\n"): (typeof documents)["\n  fragment VisitorVisit on WebSession {\n    id\n    startedAt\n    lastSeenAt\n    landingPage\n    referrer\n    source\n    medium\n    campaign\n    keyword\n    term\n    content\n    adGroup\n    matchType\n    channel\n    channelReason\n    adClicks { name clickId at }\n    gaClientId\n    gaSessionId\n    device\n    country\n    consent { adUserData adPersonalization analytics }\n    pages { at page }\n    numberClicks { at number page }\n    leases { number { number nationalFormat } tracker { id name } overflow current shownAt expiresAt }\n    calls { id startedAt outcome status callerName callerNumber withheld caller { name nationalFormat } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Visitor($id: ID!) {\n    visitor(id: $id) {\n      id\n      name\n      email\n      phone\n      externalId\n      company { id name timeZone }\n      firstSeenAt\n      lastSeenAt\n      visitCount\n      firstTouch { ...VisitorTouch }\n      lastTouch { ...VisitorTouch }\n      adClicks { name clickId at }\n      calls {\n        id\n        startedAt\n        status\n        outcome\n        callerName\n        callerNumber\n        withheld\n        caller { name nationalFormat }\n      }\n      sessions { ...VisitorVisit }\n    }\n  }\n"): (typeof documents)["\n  query Visitor($id: ID!) {\n    visitor(id: $id) {\n      id\n      name\n      email\n      phone\n      externalId\n      company { id name timeZone }\n      firstSeenAt\n      lastSeenAt\n      visitCount\n      firstTouch { ...VisitorTouch }\n      lastTouch { ...VisitorTouch }\n      adClicks { name clickId at }\n      calls {\n        id\n        startedAt\n        status\n        outcome\n        callerName\n        callerNumber\n        withheld\n        caller { name nationalFormat }\n      }\n      sessions { ...VisitorVisit }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AttemptLog on Attempt {\n    number\n    at\n    status\n    error\n    exchanges { at request status response error }\n  }\n"): (typeof documents)["\n  fragment AttemptLog on Attempt {\n    number\n    at\n    status\n    error\n    exchanges { at request status response error }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BriefCall on Call {\n    id\n    startedAt\n    callerName\n    callerNumber\n    withheld\n    source\n    medium\n    caller { id name nationalFormat }\n  }\n"): (typeof documents)["\n  fragment BriefCall on Call {\n    id\n    startedAt\n    callerName\n    callerNumber\n    withheld\n    source\n    medium\n    caller { id name nationalFormat }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CustomFieldDetail on CustomField {\n    id\n    subject\n    key\n    name\n    kind\n    choices\n    archived\n    company { id name }\n  }\n"): (typeof documents)["\n  fragment CustomFieldDetail on CustomField {\n    id\n    subject\n    key\n    name\n    kind\n    choices\n    archived\n    company { id name }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CustomValue on CustomFieldValue {\n    field { id key name kind }\n    text\n    number\n    checkbox\n  }\n"): (typeof documents)["\n  fragment CustomValue on CustomFieldValue {\n    field { id key name kind }\n    text\n    number\n    checkbox\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeliveryEntry on Delivery {\n    id\n    state\n    reason\n    intent\n    revision\n    vendorId\n    vendorUrl\n    dueAt\n    acceptedAt\n    confirmedAt\n    changedAt\n    action { id title integration { id name } }\n    linkedAccount { id label }\n    automation { id name }\n    attempts { ...AttemptLog }\n  }\n"): (typeof documents)["\n  fragment DeliveryEntry on Delivery {\n    id\n    state\n    reason\n    intent\n    revision\n    vendorId\n    vendorUrl\n    dueAt\n    acceptedAt\n    confirmedAt\n    changedAt\n    action { id title integration { id name } }\n    linkedAccount { id label }\n    automation { id name }\n    attempts { ...AttemptLog }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FormField on FormField {\n    name\n    label\n    help\n    kind\n    required\n    choices { value label }\n    defaultValue\n    placeholder\n    template\n  }\n"): (typeof documents)["\n  fragment FormField on FormField {\n    name\n    label\n    help\n    kind\n    required\n    choices { value label }\n    defaultValue\n    placeholder\n    template\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LeadChoices {\n    agents(first: 200) { nodes { id name active } }\n    customFields(first: 200) { nodes { ...CustomFieldDetail } }\n  }\n"): (typeof documents)["\n  query LeadChoices {\n    agents(first: 200) { nodes { id name active } }\n    customFields(first: 200) { nodes { ...CustomFieldDetail } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetryDelivery($id: ID!) {\n    retryDelivery(input: { id: $id }) {\n      delivery { id state reason }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RetryDelivery($id: ID!) {\n    retryDelivery(input: { id: $id }) {\n      delivery { id state reason }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelRun($id: ID!) {\n    cancelRun(input: { id: $id }) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation CancelRun($id: ID!) {\n    cancelRun(input: { id: $id }) {\n      run { ...RunProgress }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RunProgress on Run { id kind state total done reason result }\n"): (typeof documents)["\n  fragment RunProgress on Run { id kind state total done reason result }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RunAsItStands($id: ID!) {\n    run(id: $id) { ...RunProgress }\n  }\n"): (typeof documents)["\n  query RunAsItStands($id: ID!) {\n    run(id: $id) { ...RunProgress }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RunWentOn($id: ID!) {\n    runChanged(id: $id) { cursor run { ...RunProgress } }\n  }\n"): (typeof documents)["\n  subscription RunWentOn($id: ID!) {\n    runChanged(id: $id) { cursor run { ...RunProgress } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      account { id name }\n      apiKey { id name prefix scopes companies { id name } }\n    }\n    callFields { ...CallFieldDetail }\n    callMetrics { ...CallMetricDetail }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      account { id name }\n      apiKey { id name prefix scopes companies { id name } }\n    }\n    callFields { ...CallFieldDetail }\n    callMetrics { ...CallMetricDetail }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;