"""What people changed in a returned draft, merged in three sides (base, ours, theirs) with its selection.

``importing`` makes proposals of a draft, ``proposal_file`` keeps them beside the selection, ``deciding``
takes them into it or leaves them; ``proposals`` is what each is, ``telling`` what people are told. The rooms
stand one on the other: ``words``, ``sides``, ``running_words``, ``taking``, ``proposing``.
"""
