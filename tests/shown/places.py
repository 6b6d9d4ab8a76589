"""Shows the code of each place found, or of the body that the case asks for."""

from extractors import places


def shown(case: dict) -> list[list[str]]:
    if "of" in case:
        code = places.region_of(case["of"], case.get("within"))
        return [[case["of"], f"{code} {places.name_of(code)}"]] if code else []
    text = case["text"]
    return [
        [text[each.start : each.end], each.value.code or "|".join(each.value.candidates)]
        for each in places.find(text)
    ]
