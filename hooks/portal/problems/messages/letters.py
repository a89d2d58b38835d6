"""Faults of letters to fill in."""

from portal.problems.messages.text import text

TEXTS = {
    "letter-without-title": text(
        ("文书开头没有名称。", "The letter does not begin with its title."),
        ("第一行是 # 和名称，例如 # 民事起诉状", "a first line of # and the title, such as # 民事起诉状"),
        ("在最前面加一行 # 名称", "add a line # title at the top"),
    ),
    "letter-blank-form": text(
        ("“{text}”不是一个空的写法。", "“{text}” is not how a blank is written."),
        ("半角花括号里写一项的 id，例如 {{plaintiff}}", "the id of a field in braces, such as {{plaintiff}}"),
        ("改成 {{id}}，不留空格；不是空的，删掉花括号", "write {{id}} without spaces, or take the braces out"),
    ),
    "letter-blank-unknown": text(
        ("文书里有空 {{{id}}}，fields 里没有这一项。", "The letter has a blank {{{id}}}, but no field of that name."),
        ("{known}", "{known}"),
        ("{hint_zh}", "{hint_en}"),
    ),
    "letter-blank-in-citation": text(
        ("引用里面有空：{text}。", "There is a blank inside a citation: {text}."),
        ("引用的法律和条号写定，空放在外面", "a citation that is fixed, with blanks outside it"),
        ("把空移到引用外面，条号写明", "move the blank out, and name the article"),
    ),
    "letter-blank-in-heading": text(
        ("小标题里不能有空：{text}。", "A heading cannot hold a blank: {text}."),
        ("空写在段落里", "blanks in paragraphs"),
        ("移到下一行", "move it to the next line"),
    ),
    "letter-field-unused": text(
        ("{id} 这一项，文书里没有用到。", "The letter never uses the field {id}."),
        ("文书里至少有一个 {{{id}}}", "at least one {{{id}}} in the letter"),
        ("在文书里写上 {{{id}}}，或删掉这一项", "write {{{id}}} in the letter, or delete the field"),
    ),
    "letter-words-plain": text(
        ("这里只能写普通文字：{text}。", "Plain words only can stand here: {text}."),
        ("不带花括号；名称和选项里也不带链接", "no braces; in titles, labels and choices no links either"),
        ("删掉括号，说明写在 note 里", "take the brackets out; explanations go into note"),
    ),
    "letter-choices-few": text(
        ("选择项少于 {fewest} 个。", "There are fewer than {fewest} choices."),
        ("choices: [甲, 乙]", "choices: [a, b]"),
        ("补上选项，或把 type 改成 text", "add choices, or make it type: text"),
    ),
    "letter-choices-many": text(
        ("type 是 {type}，却写了 choices。", "The type is {type}, yet there are choices."),
        ("只有 type: choice 才有 choices", "choices with type: choice alone"),
        ("改成 type: choice，或删掉 choices", "make it type: choice, or delete the choices"),
    ),
    "letter-fields-differ": text(
        (
            "译文的各项是 {found}，和源语言的不同。",
            "The fields of the translation are {found}, not those of its source.",
        ),
        ("{wanted}", "{wanted}"),
        ("照源语言的顺序，一项一项写全", "follow the source, field by field, in its order"),
    ),
    "letter-field-differs": text(
        (
            "{id} 的说明或选项的数目和源语言不同。",
            "{id} has a note, or a number of choices or items, that differs from the source.",
        ),
        ("源语言有说明的才有说明，选项一样多", "a note where the source has one, and as many choices"),
        ("对照源语言改", "compare with the source and mend"),
    ),
    "letter-translated": text(
        ("译文里写了文书的正文。", "The translation holds a text of the letter."),
        (
            "译文只解释各项；交上去的是中文的一份",
            "a translation that explains the fields; the Chinese letter is handed in",
        ),
        ("删掉 --- 下面的正文", "delete what stands below ---"),
    ),
}
