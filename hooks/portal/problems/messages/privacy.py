"""What must not get out: personal data, pictures and phones without consent, samples as if real.

What was found is never part of a text: `mark` stands for it.
"""

from portal.problems.messages.text import text

_ALLOW = (
    "删掉；确实可以公开的，在 content/privacy-allow.yml 写明理由（mark: {mark}）",
    "delete it; if it may be published, say why in content/privacy-allow.yml (mark: {mark})",
)

TEXTS = {
    "id-number": text(
        ("这里有身份证号。", "An identity card number stands here."),
        ("不写任何人的身份证号", "nobody's identity card number"),
        _ALLOW,
    ),
    "bank-card": text(
        ("这里有银行卡号。", "A bank card number stands here."),
        ("不写任何人的卡号", "nobody's card number"),
        _ALLOW,
    ),
    "mobile-number": text(
        ("这里有手机号码。", "A mobile number stands here."),
        (
            "工作手机只写在 phone: {{number, consent}} 里，有本人同意公开的日期",
            "work mobiles only in phone: {{number, consent}}, with the date of consent",
        ),
        _ALLOW,
    ),
    "landline-number": text(
        ("这里有座机号码，登记的单位里没有它。", "A landline stands here that no registered office has."),
        (
            "offices.yml、村委会和 portal.yml 里登记的电话",
            "a phone registered in offices.yml, for a village office or in portal.yml",
        ),
        _ALLOW,
    ),
    "email-address": text(
        ("这里有电子邮箱。", "An e-mail address stands here."),
        ("单位的邮箱只写在 portal.yml 的 contact.email", "the office's address only, in contact.email of portal.yml"),
        _ALLOW,
    ),
    "chat-account": text(
        ("这里有微信号或 QQ 号。", "A WeChat or QQ account stands here."),
        ("不写任何人的微信号、QQ 号", "nobody's chat account"),
        _ALLOW,
    ),
    "birth-date": text(
        ("这里有出生日期。", "A date of birth stands here."),
        ("不写任何人的出生日期", "nobody's date of birth"),
        _ALLOW,
    ),
    "home-address": text(
        ("这里有家庭住址。", "A home address stands here."),
        ("不写任何人的住址", "nobody's home address"),
        _ALLOW,
    ),
    "allow-reason": text(
        ("理由太短。", "The reason is too short."),
        ("一句话：是什么，为什么可以公开，谁决定的", "a sentence: what it is, why it may be published, who decided"),
        ("把理由写清楚", "say the reason in full"),
    ),
    "allow-mark": text(
        ("“{text}”不是问题里给出的记号。", "“{text}” is not a mark as problems give it."),
        ("8 位的记号，例如 3fa04b7c", "a mark of eight characters such as 3fa04b7c"),
        ("从问题的“改法”里抄", "copy it from the problem"),
    ),
    "allow-unused": text(
        ("这一条没有用到。", "This entry is not used."),
        ("只留用得到的", "entries that are used"),
        ("删掉这一条", "delete the entry"),
        is_warning=True,
    ),
    "sample-left": text(
        (
            "portal.yml 写着 sample: false，这里却还是示例：{text}。",
            "portal.yml says sample: false, yet this is a sample: {text}.",
        ),
        ("真实的内容，或 sample: true", "what is real, or sample: true"),
        (
            "换成真的，或删掉；还没换完就写 sample: true",
            "replace or delete it; write sample: true until all are replaced",
        ),
    ),
}
