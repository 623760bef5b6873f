"""People wounded or hurt; not people treated for illness."""

from pipeline.extract.figures.rule import Rule

RULE = Rule(
    kind="injured",
    rank=40,
    object_verbs=("wound", "wounds", "wounding", "injure", "injures", "injuring", "hurting", "maiming", "maim", "burning"),
    either_verbs=("wounded", "injured", "hurt", "maimed", "concussed", "burned", "burnt", "critically injured", "seriously wounded", "paralyzed"),
    subject_words=(
        "lost limbs", "losing limbs", "lost their legs", "lost their limbs", "suffered * injuries", "suffered * burns", "suffered * wounds", "suffered * concussions", "suffered * concussion",
        "suffered * injury", "suffering * injuries", "sustained * injuries", "sustaining * injuries", "received * injuries", "experienced * injuries", "diagnosed with * injuries",
        "diagnosed with * injury", "diagnosed with * concussions", "diagnosed with * concussion", "diagnosed with tbi", "diagnosed with * trauma", "treated for * concussion", "treated for * concussions", "treated for * injuries", "treated for * wounds", "treated for * burns",
        "with * injuries", "among the wounded", "among the injured", "among those wounded", "among those injured", "among reported wounded", "among those reported wounded", "in critical condition", "taken to hospital", "taken to hospitals", "rushed to hospital", "hospitalized",
        "hospitalised", "showed symptoms of concussion", "symptoms of concussion",
        "had * injuries", "have * injuries", "had * concussions", "have * concussions", "had concussion", "have concussion", "with * concussions", "have had * injuries",
    ),
    nouns=("injuries", "injury", "wounded", "injured", "concussions", "brain injuries"),
    of_nouns=("wounding of", "injuring of", "maiming of", "injuries of", "injury of"),
    tolls=("number of wounded", "number of injured", "injury toll", "number of injuries", "among the wounded were",
           "among the injured were", "among those wounded were", "among those injured were", "the injured included", "the wounded included"),
    people=False,
    examples=(
        ("The rockets wounded seven and damaged 3 trucks.", ("seven",)),
        ("Four nurses were killed and 11 others critically injured.", ("11",)),
        ("Some 34 troops suffered traumatic brain injuries.", ("Some 34",)),
        ("No one was injured.", ("No one",)),
        ("The army said 41 gunners had brain injuries.", ("41",)),
        ("Among the wounded were 6 nurses.", ("6",)),
    ),
)  # fmt: skip
