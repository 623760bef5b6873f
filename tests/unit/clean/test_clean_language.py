import pytest

from pipeline.clean.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry between the islands sailed again on Monday, the harbour office said.", "en"),
        ("Le bac entre les îles a repris la mer lundi, selon la capitainerie du port.", "fr"),
        ("Die Fähre zwischen den Inseln fährt seit Montag wieder, teilte das Hafenamt mit.", "de"),
        ("El transbordador entre las islas volvió a navegar el lunes, según la autoridad portuaria.", "es"),
        ("Adalar arasındaki feribot pazartesi günü yeniden sefere başladı, dedi liman müdürlüğü.", "tr"),
        ("کشتی میان جزیره‌ها روز دوشنبه دوباره به راه افتاد و کسی آسیب ندید", "fa"),
        ("أبحرت العبارة بين الجزر من جديد يوم الاثنين ولم يصب أحد بأذى", "ar"),
        ("جزیروں کے درمیان کشتی پیر کے روز دوبارہ چل پڑی اور کسی کو نقصان نہیں ہوا ہے", "ur"),
        ("Паром между островами в понедельник снова вышел в море, сообщили в порту, это был первый рейс.", "ru"),
        ("Пором між островами у понеділок знову вийшов у море, повідомили в порту, це був перший рейс.", "uk"),
        ("המעבורת בין האיים שבה להפליג ביום שני", "he"),
        ("島と島を結ぶ船が月曜日に再び出航したと港湾局は発表した", "ja"),
        ("轮渡星期一再次启航，港务局说，没有人受伤，所有乘客都已经安全抵达对岸", "zh"),
        ("섬과 섬을 잇는 배가 월요일에 다시 떠났다고 항만청이 밝혔다", "ko"),
        ("Ok.", None),
        ("12,345 - 67", None),
        ("", None),
    ],
)
def test_languages(text, language):
    assert detect(text) == language


def test_only_the_beginning_counts():
    assert detect("The ferry sailed again on Monday, the office said. " * 30 + "Le bac a repris la mer lundi. " * 500) == "en"
