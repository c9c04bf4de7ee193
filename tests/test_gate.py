"""The gate: security reporting is read nearly whole, general news only where it turns to security."""

from __future__ import annotations

from dragoman.intake import to_article
from dragoman.model import Article
from dragoman.reading.gate import gate

SECURITY = (
    "Norland's army will receive 40 tanks next year. It will double the number by then. "
    "The alliance agreed on joint exercises with Estmark. They last two weeks."
)
GENERAL = (
    "The museum opened a new wing on Monday. Visitors queued for hours. The architect thanked her team. "
    "Tickets cost 12 euros. The café serves lunch. A choir sang. The mayor was pleased with the turnout at the event. "
    "France sent 300 troops to guard a base abroad, the minister said on the margins. Children got balloons. "
    "It rained in the evening. The band played on. The last guests left at ten."
)


def test_every_sentence_of_a_security_article_is_read():
    assert all(gate(to_article(SECURITY)))


def test_talk_in_short_sentences_is_weighed_by_its_words():
    """Few sentences of a speech bring a word of the field; they are short, so the field's words are no fewer."""
    text = (
        "Thank you. It means a lot. Our troops stood side by side. We saw it. The alliance is strong. You stepped up. "
        "And we will help. Our soldiers know that. It is real. The army thanks you. So do I. Peace is close. "
        "We need air defence. It is no secret. The war must end. We stay together."
    )
    article = to_article(text)
    read = [sentence.text for sentence, passes in zip(article.sentences, gate(article), strict=True) if passes]
    assert {"It means a lot.", "And we will help.", "It is no secret."} <= set(read)


def test_general_news_is_read_only_where_it_turns_to_security():
    article = to_article(GENERAL)
    read = [s.text for s, passes in zip(article.sentences, gate(article), strict=True) if passes]
    assert read == ["France sent 300 troops to guard a base abroad, the minister said on the margins."]


def test_an_article_without_sentences_has_nothing_to_read():
    assert gate(Article(id="a", text="")) == ()
