import { defineText } from '#renderer/i18n/text.ts'

/** Policies of a scenario. */
export const policyText = defineText({
  en: {
    policies: 'Policies',
    policiesHelp: 'Rules by name: of those that match, the one with the highest priority holds.',
    policy: 'policy',
    addPolicy: 'Add a policy',
    matches: { one: 'matches {count}', other: 'matches {count}' },
    patternUnsafe: 'cannot be tried',
    patternHelp: 'A regular expression tried anywhere in a name, such as ^orders',
    everything: 'everything',
    applyToHelp: 'What kind of thing it is for',
    policyPriorityHelp: 'Of those that match, the highest is the one',
    operatorPolicy: 'Operator policy',
    operatorHelp: 'Stands beside the others and overrides arguments',
    definitionHelp: 'One key: value a line, such as max-length: 1000',
  },
  zh: {
    policies: '策略',
    policiesHelp: '按名称生效的规则：匹配者中优先级最高的一条生效。',
    policy: '策略',
    addPolicy: '添加策略',
    matches: '匹配 {count} 个',
    patternUnsafe: '无法尝试',
    patternHelp: '在名称任意处尝试的正则表达式，如 ^orders',
    everything: '全部',
    applyToHelp: '适用于哪类对象',
    policyPriorityHelp: '匹配者中最高的一条生效',
    operatorPolicy: '运维策略',
    operatorHelp: '与其他策略并存，并覆盖参数',
    definitionHelp: '每行一个 key: value，如 max-length: 1000',
  },
})
